import { Button } from "antd";
import { useState } from "react";
import { hasPasskeys } from "../../data/passkey.ts";
import { useEnrolled } from "../../data/security.ts";
import { useCity } from "../../data/session.ts";
import { FactorSetup } from "../../parts/factor-setup.tsx";
import { PasskeySetup } from "../../parts/passkey-setup.tsx";
import { useText } from "../../strings/text.ts";

/** For somebody of whose post the city asks a second factor, and who has none yet. */
const FirstFactor = () => {
  const t = useText().security;
  const enrolled = useEnrolled();
  const { data: city } = useCity();
  const [byPasskey, setByPasskey] = useState(false);
  const isOffered = city !== undefined && hasPasskeys(city);
  return (
    <main className="door">
      <section className="door-card" aria-labelledby="door-title">
        <h1 id="door-title">{t.mustTitle}</h1>
        <p className="door-lead">{t.mustLead}</p>
        {byPasskey ? <PasskeySetup onDone={() => void enrolled()} /> : <FactorSetup onDone={() => void enrolled()} />}
        {isOffered ? (
          <Button type="link" block onClick={() => setByPasskey((was) => !was)}>
            {byPasskey ? t.appInstead : t.passkeyInstead}
          </Button>
        ) : null}
      </section>
    </main>
  );
};

export default FirstFactor;
