namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>A JavaScript expression has no result. Its worker, and every other evaluation, goes on.</summary>
public sealed class JavaScriptException : WorkflowException
{
    internal JavaScriptException(JavaScriptFailure failure, string message, int? line = null, int? column = null)
        : base(line is null ? message : $"{message} (line {line}, column {column})")
        => (Failure, Line, Column) = (failure, line, column);

    internal JavaScriptException(JavaScriptFailure failure, string message, Exception inner)
        : base(message, inner)
        => Failure = failure;

    public JavaScriptFailure Failure { get; }

    /// <summary>Line of the script, from 1, where known.</summary>
    public int? Line { get; }

    /// <summary>Column of the script in UTF-16 units, from 1, where known.</summary>
    public int? Column { get; }
}
