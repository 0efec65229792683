/**
 * What it costs to try one password: one of the settings that OWASP's Password Storage Cheat Sheet calls equally strong
 * (N 2^15, r 8, p 3: 32 MB and about a quarter of a second).
 */
export const PASSWORD_COST = { N: 32_768, r: 8, p: 3 } as const;
