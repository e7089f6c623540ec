namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>Why a script cannot be read. Line and column count from 1 and stand where the reader stumbled.</summary>
public sealed record ScriptProblem(int Line, int Column, string Message);
