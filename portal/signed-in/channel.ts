/** The channel on which the sign-in window sends the identity provider's answer to the page. */
export const SIGNED_IN = 'signed-in';
