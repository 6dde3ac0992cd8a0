export { declareNotices, findNoticeType, noticesOf } from "./declared.ts";
export { fillWords, wordsOf } from "./service.ts";
