/** Words of what takes two people, and of special powers. */
export const enAccess = {
  posts: "Change posts",
  ask: "Ask for a change",
  askHint:
    "An administrator's account takes two: you ask, another security administrator approves. Where you are the only one, you can push it through alone; that raises an alarm, and an auditor has to sign it off.",
  apart:
    "System administrator, security administrator and auditor are three people: nobody is two of them, or one of them and anything else. Such a post waits for another security administrator's approval.",
  own: "your own account: ask another security administrator",
  save: "Save",
  send: "Ask",
  what: "What",
  kinds: {
    posts: "Change posts",
    password: "Reset the password",
    factor: "Take the second factor away",
    retire: "Retire the account",
  },
  reason: "Reason",
  askedBy: "Asked by",
  askedAt: "Asked at",
  requests: "Changes of administrators' accounts",
  fetch: "Fetch the new password",
  reset: {
    password: "{by} reset your password.",
    factor: "{by} took your second factor away.",
  },
  why: "Why can they?",
  permission: "Permission",
  subject: "Subject (if one is meant)",
  subjectHint: "paste the address of a case, a facility …, or its id",
  noSubject: "there is no id in this address",
  can: "can",
  cannot: "can't",
  missing: "Missing:",
  actsFor: "deputy of",
  resetHint: "If you did not ask for it, tell the auditor at once.",
  resetSeen: "I know",
};
