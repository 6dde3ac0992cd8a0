import { useRef } from "react";
import { Link, useLocation } from "wouter";
import { startDraft } from "../data/draft.ts";
import { Icon } from "../parts/icon.tsx";
import { Page } from "../parts/page.tsx";
import { useText } from "../strings/text.ts";

/** For a citizen who does this once a year: three actions, the first of which is the camera itself. */
export const Home = () => {
  const t = useText();
  const [, go] = useLocation();
  const camera = useRef<HTMLInputElement>(null);
  const begin = (files: FileList | null): void => {
    const [photo] = files ?? [];
    startDraft(photo);
    go("/report");
  };
  return (
    <Page title={t.slogan} isHome>
      <div className="actions">
        <button type="button" className="action first" onClick={() => camera.current?.click()}>
          <Icon name="camera" size={44} />
          <strong>{t.report}</strong>
          <span>{t.reportHint}</span>
        </button>
        <input
          ref={camera}
          id="camera"
          className="hidden"
          type="file"
          tabIndex={-1}
          aria-label={t.report}
          accept="image/jpeg,image/png,image/webp"
          capture="environment"
          onChange={(event) => begin(event.target.files)}
        />
        <Link href="/mine" className="action">
          <Icon name="list" size={36} />
          <strong>{t.mine}</strong>
          <span>{t.mineHint}</span>
        </Link>
        <Link href="/ask" className="action">
          <Icon name="question" size={36} />
          <strong>{t.ask}</strong>
          <span>{t.askHint}</span>
        </Link>
      </div>
      <p className="links">
        <button type="button" className="plain" onClick={() => begin(null)}>
          {t.noPhoto}
        </button>
        <Link href="/find">{t.find}</Link>
      </p>
      <p className="emergency">{t.emergency}</p>
    </Page>
  );
};
