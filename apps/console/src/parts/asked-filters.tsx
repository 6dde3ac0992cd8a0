import { Input, Select } from "antd";
import { useAsked } from "../frame/go.ts";
import { fromSeveral, toSeveral } from "../frame/several.ts";

/** What a filter offers, in the reader's language; under the heading of its group where there are many. */
export interface FilterOption {
  readonly value?: string;
  readonly label: string;
  readonly options?: FilterOption[];
}

interface FilterProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly FilterOption[];
}

/** Several values of one kind, kept in the address. */
export const SeveralFilter = ({ name, label, options }: FilterProps) => {
  const [asked, ask] = useAsked();
  return (
    <Select
      allowClear
      mode="multiple"
      maxTagCount={1}
      maxTagTextLength={6}
      className="filter-several"
      popupMatchSelectWidth={false}
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: "label" }}
      value={toSeveral(asked[name])}
      onChange={(values: string[]) => ask({ [name]: fromSeveral(values) })}
      options={[...options]}
    />
  );
};

/** One value of one kind. */
export const OneFilter = ({ name, label, options }: FilterProps) => {
  const [asked, ask] = useAsked();
  return (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: "label" }}
      value={asked[name] ?? null}
      onChange={(value: string | null) => ask({ [name]: value ?? undefined })}
      options={[...options]}
    />
  );
};

/** A first or last day, on the city's calendar. */
export const DayFilter = ({ name, label }: { readonly name: "from" | "to"; readonly label: string }) => {
  const [asked, ask] = useAsked();
  return (
    <Input
      type="date"
      className="filter-day"
      aria-label={label}
      value={asked[name] ?? ""}
      onChange={({ target }) => ask({ [name]: target.value === "" ? undefined : target.value })}
    />
  );
};
