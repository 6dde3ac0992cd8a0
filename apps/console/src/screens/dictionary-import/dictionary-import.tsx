import { Steps } from "antd";
import type { ReactNode } from "react";
import { useImport } from "../../data/dictionary.ts";
import { useAsked } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";
import { BeginPane } from "./begin-pane.tsx";
import { FilePane } from "./file-pane.tsx";
import { QuestionPane } from "./question-pane.tsx";
import { ReadingPane } from "./reading-pane.tsx";
import { TakePane } from "./take-pane.tsx";

const panes = [FilePane, ReadingPane, QuestionPane, TakePane] as const;

const Running = ({ id }: { readonly id: string }) => {
  const [asked, ask] = useAsked();
  const query = useImport(id);
  const step = Math.min(panes.length - 1, Math.max(0, Number(asked["step"] ?? 0) || 0));
  const Pane = panes[step] ?? FilePane;
  return (
    <QueryView query={query} rows={8}>
      {(shown) => <Pane shown={shown} onStep={(next) => ask({ step: String(next) })} />}
    </QueryView>
  );
};

const Frame = ({ step, children }: { readonly step: number; readonly children: ReactNode }) => {
  const t = useText();
  const room = useRoom();
  const { steps } = t.dictionary;
  return (
    <div className="list-page import-page">
      <header className="list-head">
        <h1>{t.screens["dictionary-import"]}</h1>
        {room === "phone" ? (
          <span className="figure">
            {step + 1}/{steps.length} {steps[step]}
          </span>
        ) : (
          <Steps className="import-steps" size="small" current={step} items={steps.map((title) => ({ title }))} />
        )}
      </header>
      <div className="list-body">{children}</div>
    </div>
  );
};

/** For whoever brings a standard in: files, what was understood of every row, what is asked, and only then the draft. */
const DictionaryImportScreen = () => {
  const [asked] = useAsked();
  const id = asked["import"];
  return (
    <Frame step={id === undefined ? 0 : Number(asked["step"] ?? 0) || 0}>
      {id === undefined ? <BeginPane /> : <Running id={id} />}
    </Frame>
  );
};

export default DictionaryImportScreen;
