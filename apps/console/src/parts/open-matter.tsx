import type { MatterKind } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { dropDraft, FormView, keepDraft, readDraft, useUi } from "@chengyun/ui";
import { Alert, Button, Modal } from "antd";
import { useEffect, useMemo } from "react";
import { toSentence } from "../data/api.ts";
import { toDescription, useFormVersion } from "../data/form.ts";
import { useOpenMatter } from "../data/matter.ts";
import { useGo } from "../frame/go.ts";
import { useText } from "../strings/text.ts";
import { faultsOf, formOfFacts, useAnswers } from "./answers.ts";
import { useFormCity } from "./form-city.ts";

interface OpenMatterProps {
  readonly kind: MatterKind;
  readonly opening: NonNullable<MatterKind["opening"]>;
  readonly onClose: () => void;
}

/** Opens a matter by the form its pack declares; what is typed stays on this device until it is sent. */
export const OpenMatter = ({ kind, opening, onClose }: OpenMatterProps) => {
  const t = useText();
  const { say, zone } = useUi();
  const go = useGo();
  const city = useFormCity();
  const open = useOpenMatter(kind.plural);
  const asked = useFormVersion(opening.form);
  const form = useMemo(
    () =>
      opening.form === undefined
        ? formOfFacts(opening.facts, opening.name)
        : asked.data === undefined
          ? undefined
          : toDescription(asked.data),
    [opening, asked.data],
  );
  const key = `open.${kind.plural}`;
  const { answers, setAnswers, isTried, sources, take } = useAnswers(form, readDraft(localStorage, key) ?? {}, zone);
  useEffect(() => {
    if (form !== undefined) keepDraft(localStorage, key, form, answers);
  }, [form, key, answers]);
  const send = (): void => {
    const facts = take();
    if (facts === undefined) return;
    const said = opening.form === undefined ? {} : { form: opening.form.id, formVersion: opening.form.version };
    open.mutate(
      { facts, ...said },
      {
        onSuccess: ({ id }) => {
          dropDraft(localStorage, key);
          onClose();
          go(`/matters/${kind.plural}/${id}`);
        },
      },
    );
  };
  const serverFaults = useMemo(() => faultsOf(open.error), [open.error]);
  return (
    <Modal
      open
      className="form-dialog"
      title={fillText(t.forms.matter.opening, { name: say(kind.name) })}
      okText={say(opening.name)}
      cancelText={t.move.cancel}
      okButtonProps={{ loading: open.isPending, disabled: form === undefined }}
      onOk={send}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {open.error === null ? null : (
        <Alert className="form-fault" type="error" showIcon title={toSentence(open.error)} />
      )}
      {asked.error === null ? null : (
        <Alert className="form-fault" type="error" showIcon title={toSentence(asked.error)} />
      )}
      {form === undefined ? null : (
        <FormView
          form={form}
          answers={answers}
          onChange={setAnswers}
          city={city}
          sources={sources}
          isTried={isTried}
          serverFaults={serverFaults}
          disabled={open.isPending}
        />
      )}
      <p className="cy-faint draft-note">
        {t.forms.matter.draft}{" "}
        <Button size="small" type="link" onClick={() => setAnswers({})}>
          {t.forms.matter.dropDraft}
        </Button>
      </p>
    </Modal>
  );
};
