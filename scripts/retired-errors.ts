/** Codes given up, with the reason; they are never used again, so that an old client cannot misread a new failure. */
export const retiredErrors: Readonly<Record<string, string>> = {};
