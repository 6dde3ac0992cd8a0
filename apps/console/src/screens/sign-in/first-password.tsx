import { PasswordForm } from "../../parts/password-form.tsx";
import { ResetNote } from "../../parts/reset-note.tsx";
import { useText } from "../../strings/text.ts";

/** For somebody who came in with a one-time password. */
const FirstPassword = () => {
  const t = useText();
  return (
    <main className="door">
      <section className="door-card" aria-labelledby="door-title">
        <h1 id="door-title">{t.signIn.mustTitle}</h1>
        <p className="door-lead">{t.signIn.mustLead}</p>
        <ResetNote />
        <PasswordForm />
      </section>
    </main>
  );
};

export default FirstPassword;
