// The page's policy has no 'unsafe-inline' for styles, so the browser ignores, and reports, every <style> that a script
// makes; Monaco and the dialogs write their colours and cursors that way. The policy guards markup, not the CSSOM: the
// same text in a constructed sheet is applied. So who asks for a <style> is given an element that keeps such a sheet,
// on the document for as long as the element is. Import this before anything that writes styles.

class AdoptedStyle extends HTMLElement {
  /** Rules may be inserted here as into a <style>'s own sheet. */
  readonly sheet = new CSSStyleSheet();
  #text = '';

  connectedCallback() {
    document.adoptedStyleSheets.push(this.sheet);
  }

  disconnectedCallback() {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }

  override get textContent(): string {
    return this.#text;
  }

  override set textContent(text: string | null) {
    this.#text = text ?? '';
    this.sheet.replaceSync(this.#text);
  }

  override get innerText(): string {
    return this.#text;
  }

  override set innerText(text: string) {
    this.textContent = text;
  }

  override get innerHTML(): string {
    return this.#text;
  }

  override set innerHTML(text: string) {
    this.textContent = text;
  }

  override appendChild<T extends Node>(node: T): T {
    this.textContent = this.#text + (node.textContent ?? '');
    return node;
  }
}

customElements.define('adopted-style', AdoptedStyle);

const createElement = document.createElement;
document.createElement = function create(this: Document, name: string, options?: ElementCreationOptions) {
  return name.toLowerCase() === 'style' ? new AdoptedStyle() : createElement.call(this, name, options);
} as typeof createElement;
