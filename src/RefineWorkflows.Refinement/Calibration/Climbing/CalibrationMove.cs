using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Calibration.Climbing;

/// <summary>What the next picture of a calibration is made for.</summary>
[JsonDerivedType(typeof(Reword), "reword")]
[JsonDerivedType(typeof(CheckSeed), "checkSeed")]
public abstract record CalibrationMove;
