import { Readable } from "node:stream";
import { type Language, placeText } from "@chengyun/kernel";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { type Cell, toCsv } from "../../../platform/csv.ts";
import { record } from "../../../platform/journal.ts";
import { RawAnswer } from "../../../platform/route.ts";
import { toXlsx } from "../../../platform/xlsx.ts";
import { describeItems, getReview } from "./service.ts";

const headings: Readonly<Record<Language, readonly string[]>> = {
  zh: ["姓名", "账号", "岗位", "部门", "上次登录", "该岗位上次使用", "代理人数", "决定", "理由", "决定人", "决定时间"],
  en: [
    "Name",
    "Account",
    "Post",
    "Department",
    "Last sign-in",
    "Post last used",
    "Deputies",
    "Decision",
    "Reason",
    "By",
    "At",
  ],
};
const decisions = { kept: { zh: "保留", en: "Kept" }, taken: { zh: "收回", en: "Taken away" } } as const;
const width = 20;

/** A review as a file; that it was taken away is an entry. */
export const exportReview = async (
  outer: Context,
  id: string,
  { language, format }: { language: Language; format: "csv" | "xlsx" },
): Promise<RawAnswer> => {
  const review = await getReview(outer, id);
  const { zone } = outer.deployment.profile;
  const at = (moment: string | undefined): Cell =>
    moment === undefined ? undefined : placeText(new Date(moment), language, zone);
  const rows = (await describeItems(outer, review)).map((item): Cell[] => [
    item.name,
    item.login,
    item.post.name[language],
    item.post.departmentName[language],
    at(item.lastSignInAt),
    at(item.lastUsedAt),
    item.deputies,
    item.decision === undefined ? undefined : decisions[item.decision][language],
    item.reason,
    item.decidedBy,
    at(item.decidedAt),
  ]);
  await transact(outer, (ctx) =>
    record(ctx, {
      type: "export.made",
      subject: { kind: "export", id: newId() },
      areaPath: "",
      departments: review.departmentId === null ? [] : [review.departmentId],
      changes: { of: "access-review", review: id, format },
    }),
  );
  const headers = { "Content-Disposition": `attachment; filename="access-review-${id}.${format}"` };
  const pages = async function* (): AsyncGenerator<Cell[][]> {
    yield rows;
  };
  if (format === "csv")
    return new RawAnswer("text/csv; charset=utf-8", Readable.from(toCsv(headings[language], pages())), { headers });
  const heading = headings[language].map((text) => ({ text, width }));
  const sheet = { name: language === "zh" ? "权限年审" : "Access review", heading, pages: pages() };
  return new RawAnswer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", toXlsx(sheet), { headers });
};
