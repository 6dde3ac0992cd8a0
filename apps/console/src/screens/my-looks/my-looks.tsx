import { useMyLooks } from "../../data/person.ts";
import { ListPage } from "../../parts/list-page.tsx";
import { Looks } from "../../parts/looks.tsx";
import { QueryView } from "../../parts/query-view.tsx";
import { useText } from "../../strings/text.ts";

/** For everybody: who looked at my own data, and why. */
const MyLooks = () => {
  const t = useText();
  return (
    <ListPage title={t.people.screens.looks} filters={<span className="second">{t.people.looksLead}</span>}>
      <QueryView query={useMyLooks()} rows={6}>
        {({ items }) => <Looks items={items} />}
      </QueryView>
    </ListPage>
  );
};

export default MyLooks;
