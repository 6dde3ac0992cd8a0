const surnames =
  "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 轩辕";
const doubleSurnames: ReadonlySet<string> = new Set(surnames.split(" "));

const isHan = (text: string): boolean => /^\p{Script=Han}/u.test(text);

const maskWord = (word: string): string => `${[...word][0] ?? ""}**`;

/** 张三丰 → 张**, 欧阳娜 → 欧阳*, Alan Turing → A** T**. */
export const maskName = (name: string): string => {
  const letters = [...name.trim()];
  if (!isHan(name.trim())) return name.trim().split(/\s+/).map(maskWord).join(" ");
  const kept = doubleSurnames.has(letters.slice(0, 2).join("")) && letters.length > 2 ? 2 : 1;
  return letters.slice(0, kept).join("") + "*".repeat(Math.min(Math.max(letters.length - kept, 1), 2));
};

/** 13812341234 → 138****1234; of shorter numbers the last digits, of the shortest nothing. */
export const maskPhone = (phone: string): string => {
  const digits = phone.normalize("NFKC").replace(/\D/g, "");
  if (digits.length >= 11) return `${digits.slice(-11, -8)}****${digits.slice(-4)}`;
  return digits.length >= 7 ? `****${digits.slice(-3)}` : "****";
};

/** First three and last four, as identity numbers are shown at counters. */
export const maskIdNumber = (text: string): string => `${text.slice(0, 3)}***********${text.slice(-4)}`;

export const maskMail = (text: string): string => `${text.slice(0, 1)}***@${text.split("@")[1] ?? ""}`;

/** Up to the county or district; the street and what follows is nobody's business. */
export const maskAddress = (text: string): string => {
  const upTo = /^.{2,12}?[县区市](?!.{0,6}[县区])/u.exec(text)?.[0] ?? [...text].slice(0, 3).join("");
  return `${upTo}****`;
};
