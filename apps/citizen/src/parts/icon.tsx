/** Drawings of the kinds of problems and of the page's own actions: 24 × 24, one line. */
const paths: Readonly<Record<string, string>> = {
  lamp: "M8 21h5M10.5 21V7c0-2.5 1.5-4 4-4h1.5M14 7l4-4 3 3-4 4z",
  road: "M8 3L4 21M16 3l4 18M12 4v3M12 11v2l2 2-3 2 1 2",
  cover:
    "M12 5c5 0 9 2.7 9 6s-4 6-9 6-9-2.7-9-6 4-6 9-6zM3 11v3c0 3.300 4 6 9 6s9-2.700 9-6v-3M8 11h8M10 8.500h4M10 13.500h4",
  water:
    "M12 3c3 4 5 6.500 5 9a5 5 0 0 1-10 0c0-2.500 2-5 5-9zM3 20c1.500-1 3-1 4.500 0s3 1 4.500 0 3-1 4.500 0 3 1 4.500 0",
  rubbish: "M5 7h14M10 7V4h4v3M7 7l1 14h8l1-14M10 11v6M14 11v6",
  tree: "M12 21v-6M12 15c-4 0-6-2-6-5 0-2 1-3 2-3.500C8 4 9.500 3 12 3s4 1 4 3.500c1 .500 2 1.500 2 3.500 0 3-2 5-6 5zM9 21h6",
  parking: "M4 16v-4l2-5h12l2 5v4zM4 12h16M6 16v3M18 16v3M7.500 14h.010M16.500 14h.010",
  stall: "M4 9l1.500-5h13L20 9M4 9c0 2 3 2 4 0 1 2 3 2 4 0 1 2 3 2 4 0 1 2 4 2 4 0M6 11v9h12v-9M10 20v-5h4v5",
  noise: "M4 10v4h3l5 4V6L7 10zM16 9c1.500 1.500 1.500 4.500 0 6M18.500 6.500c3 3 3 8 0 11",
  facility: "M4 12h16M5 12V8M19 12V8M4 8h16M6 12v7M18 12v7M4 16h16",
  danger: "M12 4L2.500 20h19zM12 10v5M12 17.500v.010",
  other: "M5 12h.010M12 12h.010M19 12h.010",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z",
  list: "M8 6h12M8 12h12M8 18h12M4 6h.010M4 12h.010M4 18h.010",
  question: "M9 9a3 3 0 1 1 4 2.800c-.700.300-1 .900-1 1.700V14M12 17.500v.010M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
  place: "M12 21s-7-7-7-12a7 7 0 0 1 14 0c0 5-7 12-7 12zM12 6.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z",
  done: "M5 13l4 4L19 7",
  back: "M15 5l-7 7 7 7",
  star: "M12 3.500l2.600 5.400 5.900.800-4.300 4.100 1 5.900L12 16.900l-5.200 2.800 1-5.900L3.500 9.700l5.900-.800z",
};

interface IconProps {
  readonly name: string;
  readonly size?: number;
  readonly filled?: boolean;
}

/** One of the drawings; decoration only, its button says what it means. */
export const Icon = ({ name, size = 28, filled = false }: IconProps) => (
  <svg
    className={filled ? "icon filled" : "icon"}
    viewBox="0 0 24 24"
    width={size}
    height={size}
    aria-hidden="true"
    focusable="false"
  >
    <path d={paths[name] ?? paths["other"]} />
  </svg>
);
