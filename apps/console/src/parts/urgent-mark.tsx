import { ThunderboltFilled } from "@ant-design/icons";
import { useText } from "../strings/text.ts";

/** Says that whoever took a report of it called it urgent: by a sign and by the word. */
export const UrgentMark = () => {
  const t = useText();
  return (
    <span className="urgent-mark">
      <ThunderboltFilled aria-hidden="true" /> {t.desk.urgent}
    </span>
  );
};
