const paths = {
  tasks: "M4 6h2M4 12h2M4 18h2M9 6h11M9 12h11M9 18h11",
  map: "M9 4 3.5 6v14L9 18l6 2 5.5-2V4L15 6 9 4zM9 4v14M15 6v14",
  report: "M12 5v14M5 12h14",
  notices: "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15L6 17zM10 21h4",
  me: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6",
  back: "M15 5l-7 7 7 7",
  camera: "M4 8h3.5l1.5-3h6l1.5 3H20v11H4V8zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
  place:
    "M12 21s-7-6.2-7-11.2a7 7 0 0 1 14 0C19 14.800 12 21 12 21zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  close: "M6 6l12 12M18 6 6 18",
} as const;

/** A name of a drawn sign. */
export type IconName = keyof typeof paths;

/** A sign beside a word; never the only carrier of a meaning. */
export const Icon = ({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) => (
  <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
