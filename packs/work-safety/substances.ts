import type { Label } from "@chengyun/kernel";

/** One named substance of table 1 of GB 18218-2018. */
export interface Substance {
  /** Its number in the table: what an inventory may name where there is no CAS number, or one has several limits. */
  readonly no: number;
  /** CAS numbers it goes by; several for a mixture and its parts. */
  readonly cas: readonly string[];
  readonly name: Label;
  /** Critical quantity, tonnes. */
  readonly critical: number;
  /** Correction factor of tables 3 and 4. */
  readonly beta: number;
}

type Row = readonly [cas: string, critical: number, beta: number, zh: string, en: string];

const rows: readonly Row[] = [
  ["7664-41-7", 10, 2, "氨", "Ammonia"],
  ["7783-41-7", 1, 4, "二氟化氧", "Oxygen difluoride"],
  ["10102-44-0", 1, 10, "二氧化氮", "Nitrogen dioxide"],
  ["7446-09-5", 20, 2, "二氧化硫", "Sulphur dioxide"],
  ["7782-41-4", 1, 4, "氟", "Fluorine"],
  ["75-44-5", 0.3, 20, "碳酰氯（光气）", "Phosgene"],
  ["75-21-8", 10, 2, "环氧乙烷", "Ethylene oxide"],
  ["50-00-0", 5, 2, "甲醛（含量>90%）", "Formaldehyde (over 90 %)"],
  ["7803-51-2", 1, 20, "磷化氢", "Phosphine"],
  ["7783-06-4", 5, 5, "硫化氢", "Hydrogen sulphide"],
  ["7647-01-0", 20, 3, "氯化氢（无水）", "Hydrogen chloride, anhydrous"],
  ["7782-50-5", 5, 4, "氯", "Chlorine"],
  ["", 20, 2, "煤气（CO，CO和H₂、CH₄的混合物等）", "Town gas (CO, mixtures of CO with H₂ and CH₄)"],
  ["7784-42-1", 1, 4, "砷化氢", "Arsine"],
  ["7803-52-3", 1, 4, "锑化氢", "Stibine"],
  ["7783-07-5", 1, 4, "硒化氢", "Hydrogen selenide"],
  ["74-83-9", 10, 3, "溴甲烷", "Methyl bromide"],
  ["75-86-5", 20, 1, "丙酮氰醇", "Acetone cyanohydrin"],
  ["107-02-8", 20, 1, "丙烯醛", "Acrolein"],
  ["7664-39-3", 1, 5, "氟化氢", "Hydrogen fluoride"],
  ["106-89-8", 20, 1, "1-氯-2,3-环氧丙烷", "Epichlorohydrin"],
  ["3132-64-7", 20, 1, "3-溴-1,2-环氧丙烷", "Epibromohydrin"],
  ["26471-62-5", 100, 1, "甲苯二异氰酸酯", "Toluene diisocyanate"],
  ["10025-67-9", 1, 1, "一氯化硫", "Sulphur monochloride"],
  ["74-90-8", 1, 10, "氰化氢", "Hydrogen cyanide"],
  ["7446-11-9", 75, 1, "三氧化硫", "Sulphur trioxide"],
  ["107-11-9", 20, 1, "3-氨基丙烯", "Allylamine"],
  ["7726-95-6", 20, 1, "溴", "Bromine"],
  ["151-56-4", 20, 1, "乙烯亚胺", "Ethylenimine"],
  ["624-83-9", 0.75, 20, "异氰酸甲酯", "Methyl isocyanate"],
  ["18810-58-7", 0.5, 2, "叠氮化钡", "Barium azide"],
  ["13424-46-9", 0.5, 2, "叠氮化铅", "Lead azide"],
  ["628-86-4", 0.5, 2, "雷汞", "Mercury fulminate"],
  ["28653-16-9", 5, 2, "三硝基苯甲醚", "Trinitroanisole"],
  ["118-96-7", 5, 2, "2,4,6-三硝基甲苯", "TNT"],
  ["55-63-0", 1, 2, "硝化甘油", "Nitroglycerine"],
  ["", 1, 2, "硝化纤维素（干的或含水、乙醇<25%）", "Nitrocellulose, dry or under 25 % water or ethanol"],
  ["", 1, 2, "硝化纤维素（未改型的，或增塑剂<18%）", "Nitrocellulose, unmodified or under 18 % plasticiser"],
  ["9004-70-0", 10, 1, "硝化纤维素（含乙醇≥25%）", "Nitrocellulose with 25 % ethanol or more"],
  ["", 50, 1, "硝化纤维素（含氮≤12.6%）", "Nitrocellulose, 12.6 % nitrogen or less"],
  ["", 50, 1, "硝化纤维素（含水≥25%）", "Nitrocellulose with 25 % water or more"],
  ["9004-70-0", 50, 1, "硝化纤维素溶液（含氮≤12.6%，含硝化纤维素≤55%）", "Nitrocellulose in solution"],
  ["6484-52-2", 5, 2, "硝酸铵（含可燃物>0.2%）", "Ammonium nitrate, over 0.2 % combustible"],
  ["6484-52-2", 50, 1, "硝酸铵（含可燃物≤0.2%）", "Ammonium nitrate, 0.2 % combustible or less"],
  ["", 200, 1, "硝酸铵肥料（含可燃物≤0.4%）", "Ammonium nitrate fertiliser"],
  ["7757-79-1", 1000, 1, "硝酸钾", "Potassium nitrate"],
  ["106-99-0", 5, 1.5, "1,3-丁二烯", "1,3-Butadiene"],
  ["115-10-6", 50, 1.5, "二甲醚", "Dimethyl ether"],
  ["74-82-8 8006-14-2", 50, 1.5, "甲烷、天然气", "Methane, natural gas"],
  ["75-01-4", 50, 1.5, "氯乙烯", "Vinyl chloride"],
  ["1333-74-0", 5, 1.5, "氢", "Hydrogen"],
  ["68476-85-7 74-98-6 106-97-8", 50, 1.5, "液化石油气（含丙烷、丁烷及其混合物）", "Liquefied petroleum gas"],
  ["74-89-5", 5, 1.5, "一甲胺", "Methylamine"],
  ["74-86-2", 1, 1.5, "乙炔", "Acetylene"],
  ["74-85-1", 50, 1.5, "乙烯", "Ethylene"],
  ["7782-44-7", 200, 1, "氧（压缩的或液化的）", "Oxygen, compressed or liquefied"],
  ["71-43-2", 50, 1, "苯", "Benzene"],
  ["100-42-5", 500, 1, "苯乙烯", "Styrene"],
  ["67-64-1", 500, 1, "丙酮", "Acetone"],
  ["107-13-1", 50, 1, "2-丙烯腈", "Acrylonitrile"],
  ["75-15-0", 50, 1, "二硫化碳", "Carbon disulphide"],
  ["110-82-7", 500, 1, "环己烷", "Cyclohexane"],
  ["75-56-9", 10, 1, "1,2-环氧丙烷", "Propylene oxide"],
  ["108-88-3", 500, 1, "甲苯", "Toluene"],
  ["67-56-1", 500, 1, "甲醇", "Methanol"],
  ["86290-81-5", 200, 1, "汽油（乙醇汽油、甲醇汽油）", "Petrol"],
  ["64-17-5", 500, 1, "乙醇", "Ethanol"],
  ["60-29-7", 10, 1, "乙醚", "Diethyl ether"],
  ["141-78-6", 500, 1, "乙酸乙酯", "Ethyl acetate"],
  ["110-54-3", 500, 1, "正己烷", "n-Hexane"],
  ["79-21-0", 10, 1.5, "过乙酸", "Peracetic acid"],
  ["1338-23-4", 10, 1.5, "过氧化甲基乙基酮", "Methyl ethyl ketone peroxide"],
  ["12185-10-3", 50, 1, "白磷", "White phosphorus"],
  ["", 1, 1, "烷基铝", "Aluminium alkyls"],
  ["19624-22-7", 1, 1, "戊硼烷", "Pentaborane"],
  ["17014-71-0", 20, 1, "过氧化钾", "Potassium peroxide"],
  ["1313-60-6", 20, 1, "过氧化钠", "Sodium peroxide"],
  ["3811-04-9", 100, 1, "氯酸钾", "Potassium chlorate"],
  ["7775-09-9", 100, 1, "氯酸钠", "Sodium chlorate"],
  ["52583-42-3", 20, 1, "发烟硝酸", "Fuming nitric acid"],
  ["7697-37-2", 100, 1, "硝酸（发红烟的除外，含硝酸>70%）", "Nitric acid, over 70 %"],
  ["506-93-4", 50, 1, "硝酸胍", "Guanidine nitrate"],
  ["75-20-7", 100, 1, "碳化钙", "Calcium carbide"],
  ["7440-09-7", 1, 1, "钾", "Potassium"],
  ["7440-23-5", 10, 1, "钠", "Sodium"],
];

/**
 * Table 1 of GB 18218-2018 with the factor of each: of the toxic gases by table 3 (those it does not list: 2, the highly
 * toxic 4), of all others by the class they belong to in table 4 (explosives 2, flammable gases 1.5, organic peroxides
 * of the types A and B 1.5, else 1).
 */
export const substances: readonly Substance[] = rows.map(([cas, critical, beta, zh, en], place) => ({
  no: place + 1,
  cas: cas === "" ? [] : cas.split(" "),
  name: { zh, en },
  critical,
  beta,
}));
