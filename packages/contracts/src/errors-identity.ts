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

/** Errors of signing on at the city's own server. */
export const signOn = defineErrors("sign-on", {
  off: {
    status: 404,
    text: { zh: "本市没有设置统一认证登录。", en: "This city has no sign-on server of its own." },
  },
  away: {
    status: 503,
    text: {
      zh: "统一认证服务没有正常应答。请稍后再试，或用账号密码登录。",
      en: "The sign-on server did not answer as it should. Try again later, or sign in with your password.",
    },
  },
  spent: {
    status: 401,
    text: {
      zh: "这次统一认证登录已用过、已超过十分钟，或不是在这个浏览器里开始的。请重新点击登录。",
      en: "This sign-on was used before, is older than ten minutes, or was not begun in this browser. Begin again.",
    },
  },
  denied: {
    status: 401,
    text: {
      zh: "统一认证那边没有放行（或您取消了）。请重新登录，或联系统一认证的管理员。",
      en: "The sign-on server did not let you through, or you turned back. Try again, or ask whoever runs it.",
    },
  },
  "code-refused": {
    status: 401,
    text: {
      zh: "统一认证不认这次登录的凭据：已用过或已过期。请重新点击登录。",
      en: "The sign-on server does not take its own code for this sign-on: it was used or has expired. Begin again.",
    },
  },
  expired: {
    status: 401,
    text: {
      zh: "统一认证的证明已过期（或两边的时钟相差太大）。请重新点击登录；若总是如此，请告诉系统管理员。",
      en: "What the sign-on server vouches with has expired, or the two clocks differ too much. Begin again; if it stays so, tell the system administrator.",
    },
  },
  "not-genuine": {
    status: 401,
    text: {
      zh: "收到的证明不属于这次登录：签发者、随机数、签名或接收方不符，已拒绝。请重新点击登录，并告诉安全管理员。",
      en: "What came back does not belong to this sign-on: its issuer, nonce, signature or audience is another. It was refused; begin again, and tell the security administrator.",
    },
  },
  unbound: {
    status: 403,
    text: {
      zh: "统一认证认得您，但本平台没有与之相连的账号。请安全管理员为您的账号办理连接或邀请。",
      en: "The sign-on server knows you, but no account here is connected to that. Ask a security administrator to connect or invite yours.",
    },
  },
  changed: {
    status: 403,
    text: {
      zh: "统一认证给您的编号与当初连接账号时的不同，已拒绝。请安全管理员核实身份后重新办理连接。",
      en: "The sign-on server calls you by another number than when your account was connected, so it was refused. Ask a security administrator to check who you are and connect it anew.",
    },
  },
  role: {
    status: 403,
    text: {
      zh: "您的这个岗位不能用统一认证登录。请用账号密码登录。",
      en: "This post of yours can't be acted in by this sign-on. Sign in with your password.",
    },
  },
  administrator: {
    status: 409,
    text: {
      zh: "管理员的账号不能连接统一认证：管理员一律在本平台登录。",
      en: "An administrator's account can't be connected: administrators sign in here, with their password and second factor.",
    },
  },
  "no-invitation": {
    status: 409,
    text: {
      zh: "本市没有设置邀请的规则，请按编号连接。",
      en: "This city has no rule by which an invited person is known; connect the account by its number.",
    },
  },
  taken: {
    status: 409,
    text: {
      zh: "这个编号（或邀请）已属于另一个账号。",
      en: "This number, or this invitation, belongs to another account.",
    },
  },
  "not-connected": {
    status: 409,
    text: { zh: "这个账号没有连接统一认证。", en: "This account is not connected to the sign-on server." },
  },
});

/** Errors of passkeys. */
export const passkey = defineErrors("passkey", {
  off: {
    status: 404,
    text: {
      zh: "在这个地址不能用通行密钥：请用本市平台的正式网址（本机为 localhost）打开。",
      en: "Passkeys don't work at this address: open the platform by the city's own address, on this machine by localhost.",
    },
  },
  demo: {
    status: 409,
    text: { zh: "演示入口不能有通行密钥。", en: "Demo entries can't have passkeys." },
  },
  "too-many": {
    status: 409,
    text: {
      zh: "一个账号最多 10 个通行密钥，请先删除不用的。",
      en: "An account has ten passkeys at most; remove one first.",
    },
  },
  spent: {
    status: 401,
    text: {
      zh: "这一次已用过、已超过十分钟，或不是在这个浏览器里开始的。请重新来一次。",
      en: "This was used before, is older than ten minutes, or was not begun in this browser. Begin again.",
    },
  },
  "not-made": {
    status: 422,
    text: {
      zh: "通行密钥没有按要求生成（须在本市网址上、经指纹、面容或 PIN 确认），未作保存。请重新来一次。",
      en: "The passkey was not made as asked (at the city's own address, confirmed by finger, face or PIN); nothing was kept. Begin again.",
    },
  },
  unknown: {
    status: 401,
    text: {
      zh: "本平台没有这个通行密钥：可能已被删除，或账号已注销。请用密码登录。",
      en: "This passkey is not known here: it was removed, or its account retired. Sign in with your password.",
    },
  },
  refused: {
    status: 401,
    text: {
      zh: "通行密钥的签名不对，或没有经指纹、面容或 PIN 确认，已拒绝。请重新来一次，或用密码登录。",
      en: "The passkey's signature is not right, or finger, face or PIN did not confirm it, so it was refused. Begin again, or sign in with your password.",
    },
  },
  doubted: {
    status: 403,
    text: {
      zh: "这个通行密钥的计数倒退，可能已被复制，已停用。请用密码登录后删除它，并告诉安全管理员。",
      en: "This passkey's counter went back: there may be a copy, so it lets nobody in any more. Sign in with your password, remove it, and tell the security administrator.",
    },
  },
});

/** Errors of signing in with a password, and of what is asked anew of who is in. */
export const session = defineErrors("session", {
  required: { status: 401, text: { zh: "请先登录。", en: "Please sign in first." } },
  "wrong-password": { status: 401, text: { zh: "账号或密码不对。", en: "The account or the password is wrong." } },
  "code-needed": {
    status: 401,
    text: {
      zh: "请输入验证器中的验证码，或一个恢复码。",
      en: "Type the code of your authenticator app, or a recovery code.",
    },
  },
  "wrong-code": { status: 401, text: { zh: "验证码不对或已用过。", en: "The code is wrong or was used before." } },
  slowed: {
    status: 429,
    text: { zh: "尝试次数过多，请稍后再试。", en: "Too many attempts; please wait before the next." },
  },
  "proof-needed": { status: 401, text: { zh: "请再次输入您的密码。", en: "Type your password again." } },
  "own-password-first": {
    status: 403,
    text: {
      zh: "您还没有自己的密码：请先用一次性密码登录并改成自己的密码，再添加通行密钥或第二因子。没有一次性密码的，请联系安全管理员。",
      en: "You have no password of your own yet: first sign in with the one-time password and set your own, then add a passkey or a second factor. Without a one-time password, ask the security administrator for one.",
    },
  },
  "no-demo": { status: 404, text: { zh: "此处没有演示入口。", en: "There is no demo entry here." } },
});
