export { findDoubt } from "./agreement.ts";
export { fitDrawing } from "./control-point.ts";
