namespace RefineWorkflows.Engine.Expressions;

/// <summary>How an expression's text is meant. C# and Liquid are not offered.</summary>
public enum ExpressionKind
{
    /// <summary>The value itself.</summary>
    Literal,

    /// <summary>JSON text.</summary>
    Object,

    /// <summary>The present value of a variable.</summary>
    Variable,

    /// <summary>A workflow input.</summary>
    Input,

    /// <summary>A script, run in a worker process.</summary>
    JavaScript,
}
