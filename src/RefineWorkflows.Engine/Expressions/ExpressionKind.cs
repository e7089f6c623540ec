namespace RefineWorkflows.Engine.Expressions;

/// <summary>How an expression's text is meant. C# and Liquid are not offered.</summary>
public enum ExpressionKind
{
    /// <summary>The value itself.</summary>
    Literal,

#pragma warning disable CA1720 // Elsa's word, and it stands in every definition.
    /// <summary>JSON text.</summary>
    Object,
#pragma warning restore CA1720

    /// <summary>The present value of a variable.</summary>
    Variable,

    /// <summary>A workflow input.</summary>
    Input,

    /// <summary>A script, run in a worker process.</summary>
    JavaScript,

    /// <summary>An object whose members are expressions of their own, as Studio's table of names and values writes it.</summary>
    Dictionary,
}
