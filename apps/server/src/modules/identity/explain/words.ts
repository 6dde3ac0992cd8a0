import { fillText, type Label } from "@chengyun/kernel";

/** A sentence in both languages with its places filled. */
export const say = (text: Label, values: Readonly<Record<string, Label | string>> = {}): Label => {
  const inLanguage = (language: keyof Label): string =>
    fillText(
      text[language],
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? value : value[language]]),
      ),
    );
  return { zh: inLanguage("zh"), en: inLanguage("en") };
};

export const wholeCity: Label = { zh: "全市", en: "the whole city" };

/** What is said of each thing that has to be there, when it is and when it isn't. */
export const words = {
  role: {
    zh: "岗位“{post}”的角色“{role}”有这项权限。",
    en: "The post “{post}” has it by its role, {role}.",
  },
  noRole: {
    zh: "岗位“{post}”的角色“{role}”没有这项权限；有的是：{roles}。",
    en: "The post “{post}” is a {role}'s, which does not have it; these do: {roles}.",
  },
  pack: { zh: "由专题包“{pack}”授予这个角色。", en: "The pack “{pack}” grants it to that role." },
  area: {
    zh: "岗位的区域“{own}”包含对象所在的“{there}”。",
    en: "Its area, {own}, holds {there}, where the subject is.",
  },
  noArea: {
    zh: "对象在“{there}”，不在岗位的区域“{own}”内。",
    en: "The subject is in {there}, which is not within the post's area, {own}.",
  },
  anyArea: { zh: "范围：{own}。", en: "Where: {own}." },
  allDepartments: { zh: "这个角色看得到所有部门的对象。", en: "The role sees the subjects of all departments." },
  department: { zh: "对象与本部门“{own}”有关。", en: "The subject is one of its department, {own}." },
  noDepartment: {
    zh: "这个角色只看得到本部门“{own}”的对象，而对象属于：{theirs}。",
    en: "The role sees its own department's subjects only, {own}; this one is of: {theirs}.",
  },
  nobodys: { zh: "尚无部门", en: "none yet" },
  ownDepartment: { zh: "只限本部门“{own}”的对象。", en: "Only subjects of its department, {own}." },
  byArea: {
    zh: "这类对象按区域查看，不分部门。",
    en: "Subjects of this kind are seen by area, whatever the department.",
  },
  deputy: { zh: "代理{of}的岗位，至 {until}。", en: "As the deputy of {of}, until {until}." },
  retired: { zh: "账号已注销，不能登录。", en: "The account is retired: nobody signs in to it." },
  noPost: { zh: "账号没有岗位。", en: "The account has no post." },
  mustChange: { zh: "须先把一次性密码改成自己的。", en: "The one-time password has to be changed first." },
  mustFactor: {
    zh: "本市要求这个角色设置第二因子，尚未设置。",
    en: "The city asks a second factor of this role; there is none yet.",
  },
  purpose: {
    zh: "每次查看须说明目的和理由，记入日志，本人可见。",
    en: "Each look takes a purpose and a reason, is recorded, and its owner sees it.",
  },
  scope: { zh: "密钥“{key}”的权限范围含这项权限。", en: "It is among the scopes of the key “{key}”." },
  noScope: { zh: "密钥“{key}”的权限范围不含这项权限。", en: "It is not among the scopes of the key “{key}”." },
  keyEnds: { zh: "密钥至 {until} 有效。", en: "The key ends at {until}." },
  keyOver: { zh: "密钥已吊销或到期。", en: "The key was revoked or has ended." },
} as const satisfies Readonly<Record<string, Label>>;
