import { AppError } from "./app-error.ts";

/** What whoever answers says of the form they answered. */
export interface SaidForm {
  readonly form?: string | undefined;
  readonly formVersion?: number | undefined;
}

/**
 * Answers belong to the form they were given to: another may be asked by now, and the number of a version alone could be
 * of either. Fails with `form.changed` and `form.unnamed`.
 */
export const checkSaidForm = (asked: string | undefined, { form, formVersion }: SaidForm): void => {
  if (form !== undefined && form !== asked) throw new AppError("form.changed");
  if (form === undefined && formVersion !== undefined && asked !== undefined) throw new AppError("form.unnamed");
};
