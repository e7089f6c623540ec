using System.Globalization;

namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>What the parts of a quality review need of the graphics memory, in GB. Figures are configuration: those that are built in come from the review's published table, whose own copies disagree.</summary>
public sealed class VramComponents
{
    private readonly Dictionary<string, double> needs;

    private VramComponents(Dictionary<string, double> needs) => this.needs = needs;

    /// <summary>The figures that are built in.</summary>
    public static VramComponents BuiltIn { get; } = new(new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase)
    {
        ["unified_vqa_4bit"] = 6,
        ["unified_vqa_full"] = 14,
        ["proxyclip"] = 1,
        ["vbench"] = 4,
        ["tuner_inference"] = 6,
        ["tuner_training"] = 18,
        ["visionreward"] = 0,
    });

    /// <summary>All inference at 4 bit, which one review needs.</summary>
    public static IReadOnlyList<string> Inference { get; } = ["unified_vqa_4bit", "proxyclip", "vbench", "tuner_inference", "visionreward"];

    /// <summary>Names and needs in GB, in the order in which they were named.</summary>
    public IReadOnlyDictionary<string, double> Needs => needs;

    /// <summary>These figures with others in their place or beside them.</summary>
    /// <param name="figures">Each as <c>name=GB</c>.</param>
    /// <exception cref="GpuException">A figure cannot be read; all such are named.</exception>
    public VramComponents With(IEnumerable<string> figures)
    {
        var changed = new Dictionary<string, double>(needs, StringComparer.OrdinalIgnoreCase);
        var wrong = new List<string>();
        foreach (string figure in figures)
        {
            int sign = figure.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0 && figure[..sign].Trim() is { Length: > 0 } name && TryReadGb(figure[(sign + 1)..], out double gb))
                changed[name] = gb;
            else
                wrong.Add($"'{figure}'");
        }

        return wrong.Count == 0
            ? new VramComponents(changed)
            : throw new GpuException($"{string.Join(", ", wrong)}: allowed are figures as name=GB with 0 or more GB, for example unified_vqa_4bit=6.5.");
    }

    /// <summary>Reads an amount of memory in GB: a number of 0 or more, below a million.</summary>
    public static bool TryReadGb(string text, out double gb)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out gb) && gb is >= 0 and < 1e6;
}
