import type { PersonCard } from "@chengyun/contracts";
import { Empty } from "@chengyun/ui";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Form, Input, Segmented } from "antd";
import { useState } from "react";
import { toSentence } from "../../data/api.ts";
import { useFindPersons } from "../../data/person.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { Moment, StageName } from "../../parts/words.tsx";
import { useText } from "../../strings/text.ts";

type By = "phone" | "idNumber";

const Found = ({ card }: { readonly card: PersonCard }) => {
  const t = useText();
  return (
    <Link className="row-link" to={`/persons/${card.id}`}>
      <strong className="row-main">{card.shown?.name ?? "–"}</strong>
      <span className="figure">{card.shown?.phone ?? ""}</span>
      <span className="figure">{card.shown?.idNumber ?? ""}</span>
      {card.held ? <span className="second">{t.people.held}</span> : null}
      <StageName kind="person" stage={card.stage} />
      <Moment at={card.keptAt} />
    </Link>
  );
};

/** For the desk: who is calling, found by the whole number and shown masked. The number stays out of the address. */
const Persons = () => {
  const t = useText();
  const [by, setBy] = useState<By>("phone");
  const find = useFindPersons();
  const [form] = Form.useForm<{ readonly value: string }>();
  const send = ({ value }: { readonly value: string }): void =>
    find.mutate(by === "phone" ? { phone: value.trim() } : { idNumber: value.trim() });
  return (
    <ListPage title={t.screens.persons}>
      <div className="page narrow">
        <p className="second">{t.people.lead}</p>
        <Form form={form} layout="inline" className="find-person" onFinish={send} autoComplete="off">
          <Form.Item>
            <Segmented
              aria-label={t.people.by}
              value={by}
              onChange={(next) => {
                setBy(next as By);
                form.resetFields();
                find.reset();
              }}
              options={[
                { value: "phone", label: t.people.phone },
                { value: "idNumber", label: t.people.idNumber },
              ]}
            />
          </Form.Item>
          <Form.Item name="value" className="find-field" rules={[{ required: true, message: t.people.need }]}>
            <Input
              autoFocus
              allowClear
              maxLength={30}
              inputMode={by === "phone" ? "tel" : "text"}
              aria-label={by === "phone" ? t.people.phone : t.people.idNumber}
              placeholder={by === "phone" ? t.people.phoneHint : t.people.idHint}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={find.isPending}>
            {t.people.find}
          </Button>
        </Form>
        {find.error === null ? null : <Alert type="error" showIcon title={toSentence(find.error)} />}
        {find.data?.items.length === 0 ? <Empty title={t.people.none} hint={t.people.noneHint} /> : null}
        {find.data?.items.map((card) => (
          <Found key={card.id} card={card} />
        ))}
      </div>
    </ListPage>
  );
};

export default Persons;
