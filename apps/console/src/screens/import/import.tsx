import type { FileImport } from "@chengyun/contracts";
import { useUi } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Alert, Steps } from "antd";
import { useFileImport } from "../../data/file-import.ts";
import { useAsked, useId } from "../../frame/go.ts";
import { useRoom } from "../../frame/width.ts";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";
import { FilePane } from "./file-pane.tsx";
import { GoingPane } from "./going-pane.tsx";
import { PreviewPane } from "./preview-pane.tsx";
import { ReadingPane } from "./reading-pane.tsx";
import { ResultPane } from "./result-pane.tsx";

const [fileStep, readingStep, previewStep, goingStep, resultStep] = [0, 1, 2, 3, 4] as const;

/** The step an import is at by itself. */
const stepOf = ({ stage, look, mapping, run }: FileImport): number => {
  switch (stage) {
    case "open":
    case "looking":
      return fileStep;
    case "looked":
      return readingStep;
    case "reading":
    case "read":
      return previewStep;
    case "running":
    case "stopped":
      return goingStep;
    case "ended":
      return resultStep;
    case "refused":
      if (run !== undefined) return goingStep;
      return look === undefined || mapping === undefined ? fileStep : readingStep;
  }
};

/** Back to a step that was passed, never ahead of where the import is; while something goes on, where it is. */
const chooseStep = (shown: FileImport, asked: string | undefined): number => {
  const own = stepOf(shown);
  const wished = asked === undefined ? own : Number(asked);
  if (["looking", "reading", "running"].includes(shown.stage)) return own;
  if (wished > fileStep && shown.look === undefined) return fileStep;
  return Number.isInteger(wished) && wished >= 0 && wished <= own ? wished : own;
};

const panes = {
  [fileStep]: FilePane,
  [readingStep]: ReadingPane,
  [previewStep]: PreviewPane,
  [goingStep]: GoingPane,
  [resultStep]: ResultPane,
} as const;

const Running = ({ shown }: { readonly shown: FileImport }) => {
  const t = useText();
  const words = t.imports;
  const { say } = useUi();
  const room = useRoom();
  const [asked, ask] = useAsked();
  const step = chooseStep(shown, asked["step"]);
  const Pane = panes[step as keyof typeof panes];
  const name = shown.name === "" ? words.kinds[shown.kind] : `${words.kinds[shown.kind]} · ${shown.name}`;
  return (
    <>
      <header className="list-head">
        <h1 className="import-name" title={shown.name}>
          {name}
        </h1>
        {room === "phone" ? (
          <span className="figure">
            {step + 1}/{words.steps.length} {words.steps[step]}
          </span>
        ) : (
          <Steps className="import-steps" size="small" current={step} items={words.steps.map((title) => ({ title }))} />
        )}
        <Link to="/import">{words.toList}</Link>
      </header>
      <div className="list-body import-body">
        {shown.mends === undefined ? null : (
          <p className="import-note">
            {words.mends} <Link to={`/import/${shown.mends}`}>{words.mendsLink}</Link>
          </p>
        )}
        {shown.fault === undefined ? null : (
          <Alert className="import-note" type="error" showIcon title={say(shown.fault)} />
        )}
        {shown.isKept ? null : <Alert className="import-note" type="info" showIcon title={words.gone} />}
        <Pane
          key={step}
          shown={shown}
          onStep={(next) => ask({ step: next === undefined ? undefined : String(next) })}
        />
      </div>
    </>
  );
};

/** For whoever brings a file in: upload, say how it is read, look at the trial, import, mend what was not taken. */
const ImportScreen = () => {
  const query = useFileImport(useId());
  return (
    <div className="list-page import-page">
      <QueryView query={query} rows={10}>
        {(shown) => <Running shown={shown} />}
      </QueryView>
    </div>
  );
};

export default ImportScreen;
