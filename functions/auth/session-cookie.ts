/** better-auth's cookie, signed with SESSION_SECRET; with the prefix where the site is served by https. */
export const sessionCookieNames = ['__Secure-better-auth.session_token', 'better-auth.session_token'] as const
