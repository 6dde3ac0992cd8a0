const zh = {
  title: "核验凭证",
  lead: "在这台设备上核验城运日志凭证。本页打开后不连接任何服务器，断网也可使用。",
  receipt: "凭证",
  receiptHint: "粘贴凭证文本（扫描二维码得到的文字），或选择凭证文件、二维码图片",
  file: "选择文件或图片",
  noCode: "图片中没有读到二维码，请换一张更清晰、更大的图片。",
  key: "日志公钥",
  keyHint: "请用从别处得到的公钥（政府公报、公告栏、见证单位），并与此处核对；公钥决定核验是否可信。",
  more: "见证方公钥（可选）",
  moreHint: "每行一个；填写的见证方须全部签名",
  good: "核验通过",
  unsure: "与链接自带的公钥相符，尚不能算核验通过",
  unsureHint:
    "公钥是随链接来的，谁都可以自造一个。请与政府公报、公告栏或见证单位公布的公钥核对编号；一致后点“已核对，记住此公钥”。",
  keep: "已核对，记住此公钥",
  strange: "注意：链接带来的公钥与本机记住的不同，未采用。凭证可能是伪造的：",
  keyUsed: "所用公钥",
  bad: "核验不通过",
  goodHint: "这条记录在签名的日志中，签名之后没有人能改动或删除它而不被发现。",
  position: "日志位置",
  at: "记录时间",
  what: "事项",
  log: "日志",
  size: "签名时的条目数",
  witnesses: "见证",
  noWitnesses: "未核对见证方",
  words: "核对您写的内容（可选）",
  wordsText: "您写的原文",
  wordsSalt: "原文校验码（在“我的上报”页）",
  wordsGood: "与登记时完全一致",
  wordsBad: "与登记时不一致：原文或校验码有出入",
  told: "市民上报",
  no: "上报编号",
};

/** Words of the page. */
export type Strings = typeof zh;

const en: Strings = {
  title: "Check a receipt",
  lead: "A receipt of the city's journal is checked on this device. Once open, this page calls nobody and works without the net.",
  receipt: "Receipt",
  receiptHint:
    "Paste the text (what scanning the QR code gives), or choose the receipt's file or a picture of its code",
  file: "Choose a file or picture",
  noCode: "No QR code was found in the picture. Try a sharper or larger one.",
  key: "Public key of the journal",
  keyHint:
    "Use a key that you have from elsewhere (gazette, notice board, a witness) and compare: the check is as good as the key.",
  more: "Keys of witnesses (optional)",
  moreHint: "One a line; each of them must have signed",
  good: "Verified",
  unsure: "It fits the key in this link; that is no proof yet",
  unsureHint:
    "The key came along with the link, and anybody can make one. Compare its id with the key the city published (gazette, notice board, a witness); when it is the same, say so below.",
  keep: "I compared it: keep this key",
  strange: "Beware: the link brings another key than the one kept here; it was not used. The receipt may be forged:",
  keyUsed: "Key used",
  bad: "Not verified",
  goodHint: "This entry is in the log that was signed. Nobody can alter or remove it since without being found out.",
  position: "Position",
  at: "Recorded",
  what: "What",
  log: "Log",
  size: "Entries when signed",
  witnesses: "Witnesses",
  noWitnesses: "not asked for",
  words: "Check your own words (optional)",
  wordsText: "What you wrote",
  wordsSalt: "Code of your words (on the page of your report)",
  wordsGood: "Exactly what was recorded",
  wordsBad: "Not what was recorded: the words or the code differ",
  told: "A citizen's report",
  no: "Number",
};

/** Both languages. */
export const strings = { zh, en } as const;
