import type { DictionaryVersion } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Dropdown, Button as PlainButton, Segmented } from "antd";
import { dictionaryFileUrl, useDictionary } from "../../data/dictionary.ts";
import { useMay } from "../../data/session.ts";
import { useAsked, useId } from "../../frame/go.ts";
import { HoldsSpan } from "../../parts/dictionary-parts.tsx";
import { Moves } from "../../parts/moves.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { SuccessionNote } from "../../parts/succession-note.tsx";
import { useText } from "../../strings/text.ts";
import { ClassPane } from "./class-pane.tsx";
import { MappingPane } from "./mapping-pane.tsx";
import { SuccessionPane } from "./succession-pane.tsx";

const Downloads = ({ id }: { readonly id: string }) => {
  const words = useText().dictionary;
  const item = (key: "parts" | "events" | "xlsx", label: string) => ({
    key,
    label: (
      <a href={dictionaryFileUrl(id, key)} download>
        {label}
      </a>
    ),
  });
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          item("parts", words.downloadParts),
          item("events", words.downloadEvents),
          item("xlsx", words.downloadBook),
        ],
      }}
    >
      <PlainButton>{words.download}</PlainButton>
    </Dropdown>
  );
};

type Pane = "classes" | "mapping" | "packs";

const toPane = (asked: string | undefined): Pane => (asked === "mapping" || asked === "packs" ? asked : "classes");

/** Who puts a version in force: whoever submitted it waits for them. */
const ApproversNote = ({ version: { stage, approvers } }: { readonly version: DictionaryVersion }) => {
  const words = useText().dictionary;
  const { say } = useUi();
  const said = { draft: words.approversDraft, "in-review": words.approversReview }[stage];
  if (said === undefined || approvers.length === 0) return null;
  return (
    <p className="second list-lead">{fillText(said, { roles: approvers.map(say).join(words.approversListed) })}</p>
  );
};

const VersionView = ({ version }: { readonly version: DictionaryVersion }) => {
  const t = useText();
  const { say } = useUi();
  const may = useMay();
  const [asked, ask] = useAsked();
  const words = t.dictionary;
  const pane = toPane(asked["pane"]);
  const subject = { kind: "dictionary-version", plural: "dictionaries", id: version.id, version: version.no };
  return (
    <div className="list-page">
      <header className="list-head dictionary-head">
        <h1>
          {version.name} {version.version}
        </h1>
        <span>{say(version.stageName)}</span>
        <HoldsSpan version={version} />
        {may("dictionaries.edit") || may("dictionaries.approve") ? (
          <Moves
            subject={subject}
            stage={version.stage}
            offers={version.moves}
            leading={version.stage !== "in-force"}
          />
        ) : null}
        <Downloads id={version.id} />
        <Segmented
          value={pane}
          onChange={(value) => ask({ pane: value === "classes" ? undefined : value })}
          options={[
            { value: "classes", label: words.classes },
            { value: "mapping", label: words.mapping },
            { value: "packs", label: words.packs },
          ]}
        />
      </header>
      <ApproversNote version={version} />
      {pane === "classes" && version.stage !== "ended" && version.stage !== "withdrawn" ? (
        <SuccessionNote version={version} onShow={() => ask({ pane: "packs" })} />
      ) : null}
      <div className="list-body">
        {pane === "classes" ? <ClassPane version={version} /> : null}
        {pane === "mapping" ? <MappingPane version={version} /> : null}
        {pane === "packs" ? <SuccessionPane version={version} /> : null}
      </div>
    </div>
  );
};

/** For whoever looks up or keeps a version: its classes with their conditions, and what older ones became in it. */
const Dictionary = () => {
  const query = useDictionary(useId());
  return <QueryView query={query}>{(version) => <VersionView version={version} />}</QueryView>;
};

export default Dictionary;
