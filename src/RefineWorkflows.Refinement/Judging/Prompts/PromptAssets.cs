using System.Reflection;
using System.Text;

namespace RefineWorkflows.Refinement.Judging.Prompts;

/// <summary>The prompts that come with this program, read and checked once.</summary>
public static class PromptAssets
{
    /// <summary>Which of two pictures comes closer to a goal.</summary>
    public const string GenerationPair = "vlm/assessment/generation/pairwise";

    /// <summary>Which of two edits of a picture follows the instruction better.</summary>
    public const string EditingPair = "vlm/assessment/editing/pairwise";

    /// <summary>VIEScore: how far a picture shows what was asked for.</summary>
    public const string InstructionFollowing = "vlm/assessment/generation/instruction_following";

    /// <summary>VIEScore: how far an edit changes only what was asked for. Needs the original.</summary>
    public const string VisualConsistency = "vlm/assessment/editing/visual_consistency";

    /// <summary>VIEScore: how natural a picture is, and how free of artifacts.</summary>
    public const string VisualQuality = "vlm/assessment/generation/visual_quality";

    /// <summary>Three grades from 1 to 5: beauty, following, and the whole where following outranks beauty.</summary>
    public const string Rubric = "vlm/assessment/generation/rubric";

    /// <summary>What a description names and says, taken apart; no picture is shown.</summary>
    public const string PromptStructure = "vlm/verification/structure";

    /// <summary>Questions about a picture that are answered by yes or no.</summary>
    public const string YesNoQuestions = "vlm/verification/questions";

    /// <summary>Where things are in a picture.</summary>
    public const string ThingBoxes = "vlm/verification/boxes";

    /// <summary>The four axes of the visionreward channel, with reasons.</summary>
    public const string RewardAxes = "vlm/verification/axes4";

    private const string Folder = "prompt/";

    private static readonly Lazy<IReadOnlyList<PromptAsset>> Shipped = new(Read);

    /// <summary>All of them.</summary>
    /// <exception cref="PromptAssetException">One of the files was changed without a new version.</exception>
    public static IReadOnlyList<PromptAsset> All => Shipped.Value;

    /// <summary>The one of an id and a version. Nothing stands for a missing version.</summary>
    /// <exception cref="PromptAssetException">There is none.</exception>
    public static PromptAsset Find(string id, string version)
        => All.FirstOrDefault(asset => asset.Stamp.Id == id && asset.Stamp.Version == version)
            ?? throw new PromptAssetException($"There is no prompt asset {id} {version}. There are: {string.Join(", ", All.Select(asset => $"{asset.Stamp.Id} {asset.Stamp.Version}"))}.");

    /// <summary>The one that is written as <c>id@version</c>.</summary>
    /// <exception cref="PromptAssetException">There is none, or the version is missing.</exception>
    public static PromptAsset Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('@') is [{ Length: > 0 } id, { Length: > 0 } version]
            ? Find(id, version)
            : throw new PromptAssetException($"'{name}' is no prompt asset. Write id@version, one of: {string.Join(", ", Names)}.");
    }

    /// <summary>All of them, as <see cref="Named"/> takes them.</summary>
    public static IReadOnlyList<string> Names => [.. All.Select(asset => asset.Name)];

    private static IReadOnlyList<PromptAsset> Read()
    {
        Assembly assembly = typeof(PromptAssets).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
                return PromptAsset.Parse(name[Folder.Length..], reader.ReadToEnd());
            })];
    }
}
