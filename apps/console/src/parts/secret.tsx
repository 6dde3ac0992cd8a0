import { Alert, App, Button, Modal } from "antd";
import { useText } from "../strings/text.ts";

interface SecretProps {
  readonly title: string;
  readonly hint: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** A secret that is shown once: large, to be copied, with what to do with it. */
export const Secret = ({ title, hint, secret, onClose }: SecretProps) => {
  const t = useText();
  const { message } = App.useApp();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    void message.info(t.accounts.copied);
  };
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <>
          <Button onClick={() => void copy()}>{t.accounts.copy}</Button>
          <Button type="primary" onClick={onClose}>
            {t.accounts.done}
          </Button>
        </>
      }
    >
      <Alert type="warning" showIcon title={hint} />
      <code className="secret">{secret}</code>
    </Modal>
  );
};
