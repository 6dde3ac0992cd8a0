import type { ReactNode } from "react";

interface ListPageProps {
  readonly title: string;
  readonly filters?: ReactNode;
  readonly children: ReactNode;
}

/** A page that is one table: title and filters in one line, the rest is rows. */
export const ListPage = ({ title, filters, children }: ListPageProps) => (
  <div className="list-page">
    <header className="list-head">
      <h1>{title}</h1>
      <div className="filters">{filters}</div>
    </header>
    <div className="list-body">{children}</div>
  </div>
);
