import { fillText } from "@chengyun/kernel";
import { useUi } from "@chengyun/ui";
import { Alert } from "antd";
import { toDescription, useFacts, useFormDesign, useForms, useFormVersion, useFormVersions } from "../../data/form.ts";
import { useId } from "../../frame/go.ts";
import { FormTabs } from "../../parts/form-tabs.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { Part } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";
import type { tableOf } from "./design.ts";
import { Designer } from "./designer.tsx";
import { Preview } from "./preview.tsx";
import { Versions } from "./versions.tsx";

/** A form that a pack brings: to be looked at and tried, not changed. */
const PackForm = ({ formKey, version }: { readonly formKey: string; readonly version: number }) => {
  const t = useText();
  const { say } = useUi();
  const query = useFormVersion({ id: formKey, version });
  const { data: forms } = useForms();
  const { data: versions } = useFormVersions(formKey);
  const packName = forms?.items.find(({ key }) => key === formKey)?.packName;
  return (
    <QueryView query={query} rows={10}>
      {(form) => (
        <div className="page design-page">
          <header className="list-head">
            <h1>{say(form.name)}</h1>
            <div className="filters">
              <code>{form.id}</code>
              <span>{fillText(t.forms.form.version, { n: String(form.version) })}</span>
              <FormTabs here="forms" />
            </div>
          </header>
          {packName === undefined ? null : (
            <Alert type="info" showIcon title={fillText(t.forms.form.ofPack, { pack: say(packName) })} />
          )}
          <div className="design design-two">
            <Part title={t.forms.form.compare}>
              <Versions
                key={versions?.items.length ?? 0}
                formKey={formKey}
                versions={versions?.items ?? []}
                draft={undefined}
                table={form.facts as ReturnType<typeof tableOf>}
              />
            </Part>
            <Preview form={toDescription(form)} />
          </div>
        </div>
      )}
    </QueryView>
  );
};

const OwnForm = ({ id }: { readonly id: string }) => {
  const query = useFormDesign(id);
  const facts = useFacts();
  return (
    <QueryView query={query} rows={10}>
      {(design) => (
        <QueryView query={facts} rows={10}>
          {({ items }) => <Designer key={`${design.id}${design.version}`} design={design} facts={items} />}
        </QueryView>
      )}
    </QueryView>
  );
};

/** For who designs what the city asks: one form, with its phone beside it. */
const FormScreen = () => {
  const id = useId();
  const forms = useForms();
  return (
    <QueryView query={forms} rows={10}>
      {({ items }) => {
        const ofPack = items.find(({ key, origin }) => key === id && origin === "pack");
        return ofPack === undefined ? <OwnForm id={id} /> : <PackForm formKey={id} version={ofPack.published ?? 1} />;
      }}
    </QueryView>
  );
};

export default FormScreen;
