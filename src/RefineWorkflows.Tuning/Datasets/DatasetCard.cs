using System.Globalization;
using System.Text;

namespace RefineWorkflows.Tuning.Datasets;

/// <summary>The <c>README.md</c> of a data set: the YAML head that the <c>datasets</c> library reads, then words for people.</summary>
internal static class DatasetCard
{
    public static string Write(IReadOnlyList<DatasetPair> pairs, IReadOnlyDictionary<string, int> lines)
    {
        var text = new StringBuilder("---\npretty_name: Picture preferences\ntask_categories:\n- text-to-image\ntags:\n- preference\n- dpo\n");
        text.Append(CultureInfo.InvariantCulture, $"size_categories:\n- {Size(pairs.Count)}\nconfigs:\n");
        foreach (DatasetFormat format in DatasetFormat.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"- config_name: {format.Name}\n  data_files: {format.Name}.jsonl\n");
            if (format.Name == DatasetFormat.Lossless)
                text.Append("  default: true\n");
        }

        text.Append("dataset_info:\n");
        foreach (DatasetFormat format in DatasetFormat.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"- config_name: {format.Name}\n  features:\n");
            foreach ((string column, string type) in format.Features)
                text.Append(Feature(column, type));
        }

        text.Append("---\n\n# Picture preferences\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{pairs.Count} pairs of pictures of one prompt each, and which of the two is preferred: {pairs.Count(pair => pair.Outcome != Pairs.PairOutcome.Tie)} decisive, {pairs.Count(pair => pair.Outcome == Pairs.PairOutcome.Tie)} ties.\n");
        text.Append("Pictures lie in `images/` under the SHA-256 of their bytes; every file names them relative to this folder.\n`source` says who preferred: `human`, `judge` (a loop or a model) or `import`.\n\n");
        text.Append("| configuration | lines | for |\n|---|---|---|\n");
        foreach (DatasetFormat format in DatasetFormat.All)
            text.Append(CultureInfo.InvariantCulture, $"| `{format.Name}` | {lines[format.Name]} | {format.Purpose} |\n");
        return text.Append("\nRead it back with `refine preferences import FOLDER`.\n").ToString();
    }

    private static string Feature(string column, string type) => type switch
    {
        "conversation" => $"  - name: {column}\n    list:\n    - name: role\n      dtype: string\n    - name: content\n      list:\n      - name: type\n        dtype: string\n      - name: text\n        dtype: string\n",
        "list<string>" => $"  - name: {column}\n    list: string\n",
        _ => $"  - name: {column}\n    dtype: {type}\n",
    };

    private static string Size(int pairs) => pairs switch
    {
        < 1_000 => "n<1K",
        < 10_000 => "1K<n<10K",
        < 100_000 => "10K<n<100K",
        _ => "100K<n<1M",
    };
}
