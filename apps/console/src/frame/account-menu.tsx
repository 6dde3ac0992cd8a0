import { useUi } from "@chengyun/ui";
import { Button, Dropdown, Modal } from "antd";
import { useState } from "react";
import { useCity, useMe, useSignOut } from "../data/session.ts";
import { PasswordForm } from "../parts/password-form.tsx";
import { Portrait } from "../parts/portrait.tsx";
import { useText } from "../strings/text.ts";
import { DeputiesDialog } from "./deputies.tsx";
import { useGo } from "./go.ts";
import { WidenDialog } from "./widen-dialog.tsx";

/** The person's own: name, password, the way out, and where the base map is from. */
export const AccountMenu = () => {
  const t = useText();
  const { say } = useUi();
  const { data: me } = useMe();
  const { data: city } = useCity();
  const signOut = useSignOut();
  const go = useGo();
  const [changing, setChanging] = useState(false);
  const [widening, setWidening] = useState(false);
  const [deputing, setDeputing] = useState(false);
  if (me === undefined || me === null) return null;
  const sources = (city?.sources ?? []).map((source, index) => ({
    key: `source-${index}`,
    label: say(source),
    disabled: true,
  }));
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            {
              key: "name",
              label: `${me.name} · ${say(me.post.departmentName)}`,
              icon: <Portrait person={me.personId} size="middle" />,
              disabled: true,
            },
            { key: "password", label: t.frame.changePassword, onClick: () => setChanging(true) },
            ...(me.permissions.includes("deputies.appoint") && me.actingFor === undefined
              ? [{ key: "deputies", label: t.flow.deputy.open, onClick: () => setDeputing(true) }]
              : []),
            ...(me.permissions.includes("access.widen") && me.actingFor === undefined && me.wider === undefined
              ? [{ key: "widen", label: t.access.widen, danger: true, onClick: () => setWidening(true) }]
              : []),
            { key: "security", label: t.screens.security, onClick: () => go("/me/security") },
            { key: "looks", label: t.screens.looks, onClick: () => go("/me/looks") },
            { key: "out", label: t.frame.signOut, onClick: () => signOut.mutate() },
            ...(sources.length === 0
              ? []
              : [{ key: "sources", type: "group" as const, label: t.frame.sources, children: sources }]),
          ],
        }}
      >
        <Button type="text" icon={<Portrait person={me.personId} />} aria-label={`${t.frame.account}, ${me.name}`} />
      </Dropdown>
      {widening ? <WidenDialog onClose={() => setWidening(false)} /> : null}
      {deputing ? <DeputiesDialog onClose={() => setDeputing(false)} /> : null}
      <Modal
        open={changing}
        title={t.signIn.changeTitle}
        footer={null}
        onCancel={() => setChanging(false)}
        destroyOnHidden
      >
        <PasswordForm onDone={() => setChanging(false)} />
      </Modal>
    </>
  );
};
