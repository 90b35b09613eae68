const NAME = /^system account$/i;

/** Whether Intune evaluated a policy for the device itself: then it gives this name in place of a user's. */
export const isSystemAccount = (userPrincipalName: string): boolean => NAME.test(userPrincipalName);
