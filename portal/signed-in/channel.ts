/** The channel on which a sign-in window tells the page what the identity provider answered. */
export const SIGNED_IN = 'signed-in';
