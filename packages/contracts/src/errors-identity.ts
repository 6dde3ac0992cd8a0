import { defineErrors } from "./problem.ts";

/** Errors of accounts. */
export const account = defineErrors("account", {
  "login-taken": { status: 409, text: { zh: "这个账号名已被使用。", en: "This account name is taken." } },
  "weak-password": {
    status: 422,
    text: {
      zh: "密码至少 10 个字符，不能与账号名相同，也不能是常见、容易猜到的密码。",
      en: "A password has at least 10 characters, is not the account's name, and none of those that are guessed first.",
    },
  },
  "last-administrator": {
    status: 409,
    text: {
      zh: "这是最后一个全市的系统管理员、安全管理员或审计管理员账号，须先指定另一位。",
      en: "This is the last account of its kind of administrator (system, security, audit) for the whole city; appoint another first.",
    },
  },
  own: {
    status: 409,
    text: {
      zh: "本人不能办理自己账号的岗位、密码、第二因子和注销，请另一名安全管理员办理。",
      en: "Nobody changes the posts of their own account, resets its password or factor, or retires it; ask another security administrator.",
    },
  },
  "needs-second": {
    status: 409,
    text: {
      zh: "这是管理员的账号（或将成为管理员的账号）：请提交申请，由另一名安全管理员批准。",
      en: "This account is an administrator's, or would become one: ask for it, and another security administrator approves.",
    },
  },
  "kinds-mixed": {
    status: 409,
    text: {
      zh: "系统管理员、安全管理员、审计管理员三者只能任其一，也不得兼任业务岗位或代理业务岗位。",
      en: "System administrator, security administrator and auditor are three people: an account has posts of one of them only, and then no other post and no deputyship.",
    },
  },
  "no-post": {
    status: 409,
    text: {
      zh: "密码正确，但这个账号还没有岗位：须等另一名安全管理员批准。",
      en: "The password is right, but this account has no post yet: another security administrator has to approve it.",
    },
  },
});

/** Errors of what two security administrators do about an administrator's account. */
export const accountRequest = defineErrors("account-request", {
  stands: {
    status: 409,
    text: {
      zh: "这个账号已有一项申请待批准，请先办完。",
      en: "A request about this account waits for approval already; that comes first.",
    },
  },
  "not-needed": {
    status: 409,
    text: {
      zh: "这不是管理员的账号，可以直接办理，不必申请。",
      en: "This account is no administrator's: do it directly, nothing has to be asked.",
    },
  },
  "not-asker": {
    status: 403,
    text: { zh: "只有申请人可以这样做。", en: "Only whoever asked for it can do this." },
  },
  "no-password": {
    status: 409,
    text: {
      zh: "没有可领取的密码：未获批准、已经领取，或批准已超过一天。",
      en: "There is no password to fetch: it was not approved, was fetched already, or the approval is older than a day.",
    },
  },
  "second-there": {
    status: 409,
    text: {
      zh: "另有安全管理员可以批准，不能一人放行；请其批准。",
      en: "There is another security administrator who can approve; one alone can't push it through.",
    },
  },
});

/** Errors of wider reaches. */
export const widerReach = defineErrors("wider-reach", {
  stands: {
    status: 409,
    text: {
      zh: "您在这个岗位上已有一项应急扩权在用，请先结束它。",
      en: "You have a wider reach in this post already; end it first.",
    },
  },
  "not-offered": {
    status: 422,
    text: {
      zh: "这一项不能应急取得：区域须包含本岗位的区域，部门须是其他部门，权限须是业务岗位的权限而不是管理员的。",
      en: "This can't be taken: an area has to hold your own, a department has to be another, a permission one of working posts and not an administrator's.",
    },
  },
  "too-long": {
    status: 422,
    text: { zh: "时间超过了本市允许的上限。", en: "This is longer than the city allows." },
  },
});

/** Errors of access reviews. */
export const accessReview = defineErrors("access-review", {
  "not-yours": {
    status: 403,
    text: {
      zh: "这项年审由他人办理：部门的由本部门负责人或安全管理员，管理员的由安全管理员，安全管理员的由审计管理员。",
      en: "This review is somebody else's: a department's is its leader's or a security administrator's, administrators' a security administrator's, and theirs the auditor's.",
    },
  },
  own: { status: 409, text: { zh: "本人的岗位由他人复核。", en: "Somebody else reviews your own posts." } },
  decided: { status: 409, text: { zh: "这一项已经决定。", en: "This one was decided already." } },
  "items-left": {
    status: 409,
    text: { zh: "还有未决定的项，不能完成。", en: "Some are not decided yet; it can't be finished." },
  },
});
