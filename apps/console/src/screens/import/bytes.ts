const units = ["B", "kB", "MB", "GB"] as const;

/** Bytes as people read them: three figures at most. */
export const formatBytes = (bytes: number): string => {
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toPrecision(3)} ${units[step]}`;
};
