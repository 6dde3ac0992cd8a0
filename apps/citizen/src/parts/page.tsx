import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { changeSettings, useSettings } from "../settings.ts";
import { useText } from "../strings/text.ts";
import { Icon } from "./icon.tsx";

interface PageProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Small words above the title, e.g. which step it is. */
  readonly above?: string;
  readonly onBack?: (() => void) | undefined;
  readonly isHome?: boolean;
}

const Switches = () => {
  const t = useText();
  const { language, theme } = useSettings();
  return (
    <div className="switches">
      <button type="button" onClick={() => changeSettings({ language: language === "zh" ? "en" : "zh" })}>
        {t.language}
      </button>
      <button type="button" onClick={() => changeSettings({ theme: theme === "dark" ? "light" : "dark" })}>
        {theme === "dark" ? t.light : t.dark}
      </button>
    </div>
  );
};

/** One page of the phone: a bar, a title that readers land on, and the rest. */
export const Page = ({ title, children, above, onBack, isHome = false }: PageProps) => {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const [, go] = useLocation();
  useEffect(() => {
    document.title = title;
    heading.current?.focus();
    scrollTo(0, 0);
  }, [title]);
  return (
    <div className="page">
      <header className="bar">
        {isHome ? (
          <span className="brand">{t.title}</span>
        ) : (
          <button type="button" className="back" onClick={onBack ?? (() => go("/"))}>
            <Icon name="back" size={22} />
            {onBack === undefined ? t.home : t.back}
          </button>
        )}
        <Switches />
      </header>
      <main>
        {above === undefined ? null : <p className="above">{above}</p>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
      <footer>
        <Link href="/privacy">{t.privacy}</Link>
      </footer>
    </div>
  );
};

/** What went wrong, said at once to those who listen. */
export const Trouble = ({ children }: { readonly children: ReactNode }) => (
  <p className="trouble" role="alert">
    {children}
  </p>
);
