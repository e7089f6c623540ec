using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions;

/// <summary>An expression, read once.</summary>
/// <param name="Kind">How <paramref name="Text"/> or <paramref name="Value"/> is meant.</param>
/// <param name="Value">The value of a Literal or Object.</param>
/// <param name="Text">The script, the variable's id, or the input's name.</param>
public sealed record Expression(ExpressionKind Kind, JsonElement Value, string Text)
{
    /// <summary>The members of a Dictionary.</summary>
    public IReadOnlyDictionary<string, Expression> Members { get; init; } = new Dictionary<string, Expression>();

    public static Expression Literal(JsonElement value) => new(ExpressionKind.Literal, value, "");
}
