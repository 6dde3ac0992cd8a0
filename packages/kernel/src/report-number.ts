/**
 * A report's number (查询编号) as people read it, say it and type it: the day, a dash, six digits. It is kept and sent
 * without the dash. A number of another shape, e.g. an imported one, is left as it is.
 */
export const writeReportNo = (no: string): string => (/^\d{14}$/.test(no) ? `${no.slice(0, 8)}-${no.slice(8)}` : no);
