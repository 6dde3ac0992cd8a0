import { namesApart } from "@chengyun/contracts";
import { findByWords } from "@chengyun/kernel";
import { FormView, useUi } from "@chengyun/ui";
import { Alert, App, Form, Input, Modal, Select } from "antd";
import { useMemo, useState } from "react";
import { isSameNear, toSentence } from "../data/api.ts";
import { useThing } from "../data/atlas.ts";
import { useCaseTypes, useReport } from "../data/case.ts";
import { toDescription, useFormVersion } from "../data/form.ts";
import { useMay } from "../data/session.ts";
import { useGo } from "../frame/go.ts";
import { useText } from "../strings/text.ts";
import { faultsOf, useAnswers } from "./answers.ts";
import { useFormCity } from "./form-city.ts";
import { type Chosen, NearChoice } from "./near-choice.tsx";
import { PhotoField } from "./photo-field.tsx";
import { type ChosenPlace, PlaceField } from "./place-field.tsx";

interface Typed {
  readonly category: string;
  readonly text: string;
  readonly reporter?: string;
  readonly phone?: string;
  readonly photos?: string[];
}

const ThingName = ({ id }: { readonly id: string }) => {
  const t = useText();
  const { say } = useUi();
  const { data } = useThing(id);
  return <p>{data === undefined ? "…" : `${t.report.nearThing}: ${say(data.name)}`}</p>;
};

const toReport = (typed: Typed, { position, thingId }: ChosenPlace) => ({
  category: typed.category,
  text: typed.text,
  position: [position[0], position[1]] as [number, number],
  photos: typed.photos ?? [],
  ...(thingId === undefined ? {} : { thingId }),
  ...(typed.reporter === undefined || typed.reporter === ""
    ? {}
    : { reporter: { name: typed.reporter, ...(typed.phone ? { phone: typed.phone } : {}) } }),
});

const toAsked = ({ category, text }: Typed, { position, thingId }: ChosenPlace) => ({
  position: [position[0], position[1]] as [number, number],
  category,
  text,
  ...(thingId === undefined ? {} : { thingId }),
});

const WhereItIs = ({ chosen, isMissed }: { readonly chosen: ChosenPlace | undefined; readonly isMissed: boolean }) => {
  const t = useText();
  if (chosen !== undefined)
    return (
      <p className="cy-faint figure">
        {t.report.position} {chosen.position[0].toFixed(5)}, {chosen.position[1].toFixed(5)}
      </p>
    );
  return isMissed ? (
    <Alert className="form-fault" type="error" showIcon title={t.report.placeNeeded} />
  ) : (
    <p className="cy-faint">{t.report.placeNone}</p>
  );
};

interface ReportDialogProps {
  /** Where the map was asked; without it the place is asked for. */
  readonly place?: ChosenPlace;
  readonly onClose: () => void;
}

/** Takes a report at the desk, at a place of the map or at one that is asked for: never at a guess. */
export const ReportDialog = ({ place, onClose }: ReportDialogProps) => {
  const t = useText();
  const { say, zone } = useUi();
  const go = useGo();
  const may = useMay();
  const { message } = App.useApp();
  const { data: types } = useCaseTypes();
  const names = useMemo(() => namesApart(types?.items ?? []), [types]);
  const report = useReport();
  const [form] = Form.useForm<Typed>();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<ChosenPlace | undefined>(place);
  const [wasSent, setSent] = useState(false);
  const category = Form.useWatch("category", form);
  const asked = useFormVersion((types?.items ?? []).find(({ id }) => id === category)?.form);
  const description = useMemo(() => (asked.data === undefined ? undefined : toDescription(asked.data)), [asked.data]);
  const { answers, setAnswers, isTried, sources, take } = useAnswers(description, {}, zone);
  const formCity = useFormCity();
  const isNear = isSameNear(report.error);
  const send = (said: Typed, choice: Chosen | { readonly near: "ask" } = { near: "ask" }): void => {
    const answered = take();
    if (answered === undefined || asked.isLoading || chosen === undefined) return;
    const told = toReport(said, chosen);
    const more =
      description === undefined ? {} : { answers: answered, form: description.id, formVersion: description.version };
    report.mutate(
      { ...told, ...more, ...choice },
      {
        onSuccess: (made) => {
          void message.info(made.opened ? t.report.opened : t.report.joined);
          onClose();
          go("/", { select: `case:${made.caseId}` });
        },
      },
    );
  };
  return (
    <Modal
      open
      title={place === undefined ? t.report.title : t.report.here}
      okText={t.report.submit}
      okButtonProps={{ loading: report.isPending }}
      onOk={() => {
        setSent(true);
        form.submit();
      }}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {place === undefined ? <PlaceField chosen={chosen} onChoose={setChosen} /> : null}
      {chosen?.thingId === undefined ? null : <ThingName id={chosen.thingId} />}
      <WhereItIs chosen={chosen} isMissed={wasSent} />
      <Form<Typed>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(said) => send(said)}
        onValuesChange={() => report.reset()}
      >
        <Form.Item name="category" label={t.report.category} rules={[{ required: true, message: t.accounts.needed }]}>
          <Select
            showSearch={{ filterOption: false, onSearch: setTyped }}
            placeholder={t.report.categoryHint}
            options={findByWords(types?.items ?? [], typed).map((type) => ({
              value: type.id,
              label: say(names.get(type.id) ?? type.name),
            }))}
            onChange={() => setAnswers({})}
          />
        </Form.Item>
        {description === undefined ? null : (
          <FormView
            form={description}
            answers={answers}
            onChange={setAnswers}
            city={formCity}
            sources={sources}
            isTried={isTried}
            serverFaults={faultsOf(report.error)}
          />
        )}
        <Form.Item name="text" label={t.report.text} rules={[{ required: true, message: t.accounts.needed }]}>
          <Input.TextArea rows={4} maxLength={2_000} placeholder={t.report.textHint} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="reporter" label={t.report.reporter}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="phone" label={t.report.phone}>
            <Input maxLength={30} inputMode="tel" />
          </Form.Item>
        </div>
        {may("files.add") ? (
          <Form.Item name="photos" label={t.report.photos}>
            <PhotoField />
          </Form.Item>
        ) : null}
      </Form>
      {isNear && chosen !== undefined ? (
        <NearChoice
          asked={toAsked(form.getFieldsValue(), chosen)}
          isBusy={report.isPending}
          onChoose={(choice) => send(form.getFieldsValue(), choice)}
        />
      ) : null}
      {report.error === null || isNear ? null : <Alert type="error" showIcon title={toSentence(report.error)} />}
    </Modal>
  );
};
