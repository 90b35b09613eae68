import { type Ticket, ticketAsHtml, ticketAsText } from '../../portal/troubleshooting/ticket';

const TICKET: Ticket = {
  title: 'Ana <b>"O\'Neill"</b>: 1 thing is wrong',
  lines: ['ana@contoso.example', 'Data as of\n28 Nov 2026'],
  link: 'https://help.example/troubleshooting/x?device=a&row=b',
  parts: [{ title: 'Problem: محمد & co', lines: ['Code: 0x87D1FDF2', '<img src=x onerror=alert(1)>'] }],
};

test('a ticket is plain text, one line each', () => {
  expect(ticketAsText(TICKET)).toBe(
    `Ana <b>"O'Neill"</b>: 1 thing is wrong
ana@contoso.example
Data as of 28 Nov 2026
https://help.example/troubleshooting/x?device=a&row=b

1. Problem: محمد & co
   Code: 0x87D1FDF2
   <img src=x onerror=alert(1)>
`,
  );
});

test('a ticket is HTML in which names are text of their own direction', () => {
  const html = ticketAsHtml(TICKET);
  expect(html).toContain(
    '<strong><bdi>Ana &lt;b&gt;&quot;O&#39;Neill&quot;&lt;/b&gt;: 1 thing is wrong</bdi></strong>',
  );
  expect(html).toContain('<a href="https://help.example/troubleshooting/x?device=a&amp;row=b">');
  expect(html).toContain('<li><strong><bdi>Problem: محمد &amp; co</bdi></strong>');
  expect(html).not.toContain('<img');
});

test('a ticket without findings has no list', () => {
  expect(ticketAsHtml({ ...TICKET, parts: [] })).not.toContain('<ol>');
  expect(
    ticketAsText({ ...TICKET, parts: [] })
      .trimEnd()
      .split('\n'),
  ).toHaveLength(4);
});
