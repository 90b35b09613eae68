// The page's content security policy has no 'unsafe-inline' for styles. So the browser ignores and reports every
// <style> that a script creates, and Monaco and the dialogs set their colours and cursors that way. The policy covers
// markup but not the CSSOM. So `document.createElement('style')` returns an element that writes its text into a
// constructed style sheet, which applies while the element is in the document. Import this file before any code that
// creates styles.

class AdoptedStyle extends HTMLElement {
  /** Accepts rules like the sheet of a <style> element. */
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
