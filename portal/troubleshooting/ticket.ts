/** A part of a ticket, such as a finding. */
interface TicketPart {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The content of a ticket about a user or a device. */
export interface Ticket extends TicketPart {
  /** The address of the page. */
  readonly link: string;
  readonly parts: readonly TicketPart[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names are text, whatever they contain. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
/** A name in another direction must not turn the line around. */
const isolated = (text: string): string => `<bdi>${escaped(text)}</bdi>`;
/** A line of a text stays one line. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

export function ticketAsText({ title, lines, link, parts }: Ticket): string {
  const numbered = parts.map((part, i) =>
    [`${i + 1}. ${oneLine(part.title)}`, ...part.lines.map((line) => `   ${oneLine(line)}`)].join('\n'),
  );
  return `${[[oneLine(title), ...lines.map(oneLine), link].join('\n'), ...numbered].join('\n\n')}\n`;
}

export function ticketAsHtml({ title, lines, link, parts }: Ticket): string {
  const items = parts.map(
    (part) =>
      `<li><strong>${isolated(part.title)}</strong>${part.lines.map((line) => `<br>${isolated(line)}`).join('')}</li>`,
  );
  const head = [
    `<strong>${isolated(title)}</strong>`,
    ...lines.map(isolated),
    `<a href="${escaped(link)}">${escaped(link)}</a>`,
  ];
  return `<p>${head.join('<br>')}</p>${items.length === 0 ? '' : `<ol>${items.join('')}</ol>`}`;
}
