import { Empty, Fault } from "@chengyun/ui";
import { Button } from "antd";
import { toSentence } from "../data/api.ts";
import { useText } from "../strings/text.ts";
import { useGo } from "./go.ts";

export const NotFound = () => {
  const t = useText();
  const go = useGo();
  return (
    <div className="page">
      <Empty
        title={t.errors.notFound}
        hint={t.errors.notFoundHint}
        action={<Button onClick={() => go("/")}>{t.errors.home}</Button>}
      />
    </div>
  );
};

interface ScreenFaultProps {
  readonly error: unknown;
  readonly reset: () => void;
}

/** A screen that broke: the frame around it still works. */
export const ScreenFault = ({ error, reset }: ScreenFaultProps) => {
  const t = useText();
  return (
    <div className="page">
      <Empty title={t.errors.broken} hint={t.errors.brokenHint} />
      <Fault sentence={toSentence(error)} onRetry={reset} />
    </div>
  );
};
