import { DownOutlined, GroupOutlined, RightOutlined } from "@ant-design/icons";
import type { MapLayer, MapOutline } from "@chengyun/contracts";
import { fillText } from "@chengyun/kernel";
import { GlyphSign, LinkSign, useUi } from "@chengyun/ui";
import { Button, Popover, Switch } from "antd";
import { type ReactNode, useState } from "react";
import { useMay } from "../data/session.ts";
import { useText } from "../strings/text.ts";
import { countOn, type LayerGroup, nothingOn, onlyGroup, toGroups, turnGroup } from "./layer-groups.ts";
import type { LayerState } from "./layer-switches.ts";
import { toGlyph, toLinkTypes } from "./map-description.ts";
import { OffButton } from "./off-button.tsx";

interface RowProps {
  readonly id: string;
  readonly sign: ReactNode;
  readonly name: string;
  readonly count?: number | undefined;
  readonly isOn: boolean;
  readonly onTurn: () => void;
}

const Row = ({ id, sign, name, count, isOn, onTurn }: RowProps) => (
  <li>
    <label className="layer-row" htmlFor={`layer-${id}`}>
      <span className="layer-sign">{sign}</span>
      <span className="layer-name">{name}</span>
      {count === undefined ? null : <span className="cy-faint figure">{count.toLocaleString("en-US")}</span>}
      <Switch id={`layer-${id}`} size="small" checked={isOn} onChange={onTurn} />
    </label>
  </li>
);

interface LayerTreeProps {
  readonly outline: MapOutline;
  readonly state: LayerState;
}

const Sign = ({ layer, links }: { readonly layer: MapLayer; readonly links: readonly string[] }) =>
  layer.linkType === undefined ? (
    <GlyphSign glyph={toGlyph(layer.glyph)} />
  ) : (
    <LinkSign index={links.indexOf(layer.linkType)} />
  );

interface GroupProps {
  readonly group: LayerGroup;
  readonly groups: readonly LayerGroup[];
  readonly links: readonly string[];
  readonly state: LayerState;
}

/** The layers of a subject, those with nothing in them behind one more touch. */
const Layers = ({ group: { filled, empty }, links, state: { switches, turn } }: GroupProps) => {
  const t = useText();
  const { say } = useUi();
  const [showsEmpty, setShowsEmpty] = useState(filled.length === 0);
  return (
    <ul>
      {[...filled, ...(showsEmpty ? empty : [])].map((layer) => (
        <Row
          key={layer.id}
          id={layer.id}
          sign={<Sign layer={layer} links={links} />}
          name={say(layer.name)}
          count={layer.count}
          isOn={!switches.off.has(layer.id)}
          onTurn={() => turn(layer.id, "on")}
        />
      ))}
      {empty.length > 0 && !showsEmpty ? (
        <li>
          <Button type="link" size="small" onClick={() => setShowsEmpty(true)}>
            {fillText(t.atlas.emptyLayers, { n: String(empty.length) })}
          </Button>
        </li>
      ) : null}
    </ul>
  );
};

/** A subject: opened for its layers, switched whole, or shown alone. */
const Group = (props: GroupProps) => {
  const { group, groups, state } = props;
  const t = useText();
  const { say } = useUi();
  const [isOpen, setOpen] = useState(false);
  const { on, of } = countOn(group, state.switches);
  const name = say(group.name);
  return (
    <section className="layer-group">
      <div className="layer-row">
        <Button
          type="text"
          size="small"
          className="layer-open"
          icon={isOpen ? <DownOutlined /> : <RightOutlined />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {name}
        </Button>
        <span className="cy-faint figure">{group.filled.length === 0 ? t.atlas.nothingThere : `${on}/${of}`}</span>
        <Button
          type="link"
          size="small"
          aria-label={`${t.atlas.onlyThis}: ${name}`}
          onClick={() => state.change(onlyGroup(state.switches, groups, group.id))}
        >
          {t.atlas.onlyThis}
        </Button>
        <Switch
          size="small"
          aria-label={name}
          checked={on > 0}
          className={on > 0 && on < of ? "layer-some" : ""}
          onChange={(isOn) => state.change(turnGroup(state.switches, group, isOn))}
        />
      </div>
      {isOpen ? <Layers {...props} /> : null}
    </section>
  );
};

const CaseLayers = ({ outline, state: { switches, turn } }: LayerTreeProps) => {
  const t = useText();
  const { say } = useUi();
  const heats = outline.packs.flatMap(({ layers }) => layers.filter(({ heatOf }) => heatOf !== undefined));
  return (
    <section>
      <h3>{t.atlas.layersCases}</h3>
      <ul>
        <Row
          id="pins"
          sign={<span className="layer-pin" />}
          name={t.atlas.pins}
          isOn={!switches.off.has("pins")}
          onTurn={() => turn("pins", "on")}
        />
        {heats.map(({ id, name }) => (
          <Row
            key={id}
            id={id}
            sign={<span className="cy-legend-heat" />}
            name={say(name)}
            isOn={switches.on.has(id)}
            onTurn={() => turn(id, "off")}
          />
        ))}
      </ul>
    </section>
  );
};

/** What there is for the map: subjects with their layers, each with its sign, how many there are, and a switch. */
const Tree = ({ outline, state }: LayerTreeProps) => {
  const t = useText();
  const may = useMay();
  const { switches, change, reset } = state;
  const groups = toGroups(outline);
  const links = toLinkTypes(outline).map(({ type }) => type);
  return (
    <div className="layer-tree">
      <p className="cy-faint">{t.atlas.layersHint}</p>
      <div className="layer-all">
        <OffButton
          size="small"
          why={switches.off.size + switches.on.size === 0 ? t.off.allShown : undefined}
          onClick={reset}
        >
          {t.atlas.allOn}
        </OffButton>
        <Button size="small" onClick={() => change(nothingOn(groups))}>
          {t.atlas.allOff}
        </Button>
      </div>
      {may("cases.read") ? <CaseLayers outline={outline} state={state} /> : null}
      {groups.length === 0 ? <p className="cy-faint">{t.atlas.noLayers}</p> : null}
      {groups.map((group) => (
        <Group key={group.id} group={group} groups={groups} links={links} state={state} />
      ))}
    </div>
  );
};

/** The button that opens the layer tree. */
export const LayerButton = (props: LayerTreeProps) => {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover trigger="click" placement="bottomLeft" open={isOpen} onOpenChange={setOpen} content={<Tree {...props} />}>
      <Button icon={<GroupOutlined />} aria-expanded={isOpen}>
        {t.atlas.layers}
      </Button>
    </Popover>
  );
};
