import { useUi } from "@chengyun/ui";
import { useLoad } from "../data/load.ts";
import { Moment } from "../parts/words.tsx";
import { useText } from "../strings/text.ts";

/** The line across the console while more comes in than can be taken: what is short, and what gives way for now. */
export const OverloadLine = () => {
  const t = useText().overload;
  const { language } = useUi();
  const { data } = useLoad();
  if (data === undefined || data.level === "calm") return null;
  return (
    <div className="journal-stop" role="alert">
      <span>
        {data.words[language]}{" "}
        {data.since === undefined ? null : (
          <>
            {t.since} <Moment at={data.since} />
          </>
        )}
      </span>
    </div>
  );
};
