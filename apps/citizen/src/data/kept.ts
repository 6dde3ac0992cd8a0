/** What was stored on this phone under a name, or the given value when there is nothing readable. */
export const recall = <Value>(name: string, otherwise: Value): Value => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    if (Array.isArray(otherwise)) return (Array.isArray(stored) ? stored : otherwise) as Value;
    return typeof stored === "object" && stored !== null ? { ...otherwise, ...stored } : otherwise;
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof DOMException) return otherwise;
    throw fault;
  }
};

/** Stores a value on this phone; a browser that forbids it just forgets. */
export const remember = (name: string, value: unknown): void => {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch (fault) {
    if (!(fault instanceof DOMException)) throw fault;
  }
};
