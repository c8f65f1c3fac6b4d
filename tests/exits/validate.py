"""Validates the structure of FHIR R4 files with the Python package fhir.resources: validate.py <file>..."""

import json
import sys

from fhir.resources.R4B.questionnaire import Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

KINDS = {"Questionnaire": Questionnaire, "QuestionnaireResponse": QuestionnaireResponse}
faults = 0
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        data = json.load(file)
    try:
        KINDS[data["resourceType"]].model_validate(data)
    except Exception as error:  # noqa: BLE001 - whatever is wrong is what is to be told
        faults += 1
        print(f"{name}: {str(error)[:500]}")
print(f"{len(sys.argv) - 1} files, {faults} faulty")
sys.exit(1 if faults else 0)
