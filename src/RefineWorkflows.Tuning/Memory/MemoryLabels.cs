using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RefineWorkflows.Tuning.Memory;

/// <summary>The blocks that every user has, and what may stand in them.</summary>
public static partial class MemoryLabels
{
    /// <summary>What the user chose between, the newest that fit.</summary>
    public const string AbTesting = "ab_testing";

    /// <summary>Colours, motifs, what to avoid, notes: written by the user, read by whoever proposes and verifies.</summary>
    public const string UserStyle = "user_style";

    /// <summary>What goes wrong again and again, thresholds, and how sure the model is.</summary>
    public const string QualityStandards = "quality_standards";

    /// <summary>How far the tuner has come.</summary>
    public const string SessionState = "session_state";

    /// <summary>Characters that a block has room for.</summary>
    public const int UsualLimit = 5000;

    public static IReadOnlyList<string> All { get; } = [AbTesting, UserStyle, QualityStandards, SessionState];

    /// <summary>Whether only the tuner writes the block: it mirrors what stands elsewhere.</summary>
    public static bool IsReadOnly(string label) => label is AbTesting or SessionState;

    /// <summary>What a block holds before anything was written.</summary>
    public static JsonObject Empty(string label) => label switch
    {
        AbTesting => new JsonObject { ["USER_SELECTIONS"] = new JsonArray() },
        UserStyle => new JsonObject { ["palette"] = new JsonArray(), ["motifs"] = new JsonArray(), ["avoid"] = new JsonArray(), ["notes"] = "" },
        QualityStandards => new JsonObject { ["FAILURE_PATTERNS"] = new JsonArray(), ["thresholds"] = new JsonObject(), ["model_confidence"] = 0.0, ["training_loss_trend"] = new JsonArray() },
        SessionState => new JsonObject { ["tuner"] = new JsonObject() },
        _ => [],
    };

    /// <exception cref="MemoryException">No block can be called so.</exception>
    public static void Check(string label)
    {
        if (!Form().IsMatch(label))
            throw new MemoryException($"'{label}' is no label of a memory block; allowed: 1 to 40 lower-case letters, digits and '_', beginning with a letter. Every user has {string.Join(", ", All)}.");
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
