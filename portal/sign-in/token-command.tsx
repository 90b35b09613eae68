import { Fragment } from 'react';

const WORDS = ['npm', 'run', '--silent', 'token', '--', '--as', 'helpdesk@contoso.example'];

/** The command that makes a token in development. No line ends inside an option. */
export function TokenCommand() {
  return (
    <code>
      {WORDS.map((word, i) => (
        <Fragment key={word}>
          {i === 0 ? '' : ' '}
          <span style={{ whiteSpace: 'nowrap' }}>{word}</span>
        </Fragment>
      ))}
    </code>
  );
}
